import { z } from "zod";

/** A whole number of the environment, within its bounds. */
export const wholeNumber = ({ min, max }: { min: number; max: number }) =>
  z.coerce
    .number({ error: "is not a number" })
    .int({ error: "is not a whole number" })
    .min(min, { error: `is below ${min}` })
    .max(max, { error: `is over ${max}` });
