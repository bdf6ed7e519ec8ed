import base from "../vitest.config";
import { chosenGroup } from "./groups.mjs";

/** The tests of one group, in the order and with the database that `npm test` gives them. */
export default { ...base, test: { ...base.test, include: chosenGroup().tests } };
