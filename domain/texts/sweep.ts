import { withSight } from "@/db/client";
import type { House } from "../house";
import { wipeOld } from "./store";

/** Wipes what was written more than 90 days ago; where its number stands stays. */
export const sweepTexts = (house: House): Promise<void> => withSight(house.db, {}, wipeOld);
