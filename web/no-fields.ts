import { z } from "zod";

/** A form that has nothing but its button. */
export const NoFields = z.object({});
