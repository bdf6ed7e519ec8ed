import { z } from "zod";
import { id, line, localeTag, text } from "./parts";

/** terms/<document>/document.yaml */
export const documentFile = z.strictObject({
  name: text,
  kind: z.enum(["privacy_notice", "terms_of_service", "cookie_policy", "other"]),
  agreement: z.enum(["required", "notice"]),
  binding: localeTag,
  must_have_point: z.array(line).optional(),
});

const point = z.strictObject({
  id,
  text: line,
  clauses: z.array(line).optional(),
  purposes: z.array(id).optional(),
  items: z.array(id).optional(),
  surprising: z.boolean().optional(),
  checked: z
    .string()
    .regex(/^[0-9a-f]{12}$/, {
      error: "is not a check mark — write its 12 digits (0 to 9, a to f) in quotes, or take it out",
    })
    .optional(),
});

/** terms/<document>/<date>/summary.<locale>.yaml */
export const summaryFile = z.strictObject({
  changed: line.optional(),
  points: z.array(point),
});
