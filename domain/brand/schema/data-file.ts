import { z } from "zod";
import { duration, id, line, pattern, text } from "./parts";

export const FORMATS = [
  "text",
  "number",
  "money",
  "percent",
  "boolean",
  "date",
  "datetime",
  "duration",
  "country",
  "url",
  "email",
  "phone",
  "image",
] as const;

export const ORIGINS = ["given", "observed", "received", "inferred"] as const;

const format = z.enum(FORMATS);
const max = z
  .int()
  .min(1, { error: "is too small — write 1 or more" })
  .max(100_000, { error: "is too large — write 100000 or less" });

/** Exactly one of for+from, until, while; the check says so in words. */
const keep = z.strictObject({
  for: duration.optional(),
  from: line.optional(),
  until: line.optional(),
  while: z.literal("customer").optional(),
  because: text,
});

const correct = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("self"), write: line, max: max.optional(), pattern: pattern.optional() }),
  z.strictObject({ by: z.literal("request") }),
  z.strictObject({ by: z.literal("nobody"), because: text.optional() }),
]);

const rows = z.union([z.int().min(1, { error: "is too small — write 1 or more" }), line], {
  error: "is not a number of rows — write a whole number from 1, or SQL that counts",
});
const eraseDelete = z.strictObject({ by: z.literal("delete"), write: line, rows: rows.optional() });
const eraseAnonymise = z.strictObject({ by: z.literal("anonymise"), write: line, rows: rows.optional() });
const eraseTask = z.strictObject({ by: z.literal("task"), task: line });
const eraseAct = z.discriminatedUnion("by", [eraseDelete, eraseAnonymise, eraseTask]);
// biome-ignore lint/suspicious/noThenProperty: the format names this key, and its value is never callable
const eraseKeep = z.strictObject({ by: z.literal("keep"), because: text, until: line, then: eraseAct });
const erase = z.discriminatedUnion("by", [eraseDelete, eraseAnonymise, eraseTask, eraseKeep]);

const field = z.strictObject({
  name: text.optional(),
  format: format.optional(),
  currency: line.optional(),
  mask: z.boolean().optional(),
  page: z.boolean().optional(),
  hide: z.boolean().optional(),
  max: max.optional(),
  pattern: pattern.optional(),
});

/** One entry of `categories:` in data.yaml, with defaults for its items. */
export const categoryEntry = z.strictObject({
  name: text,
  about: text,
  keep: keep.optional(),
  erase: erase.optional(),
  correct: correct.optional(),
  recipients: z.array(id).optional(),
});

/** One entry of `items:` in data.yaml: one thing held. */
export const itemEntry = z.strictObject({
  name: text,
  category: id,
  why: text,
  origin: z.enum(ORIGINS),
  received_from: text.optional(),
  worked_out: text.optional(),
  source: id,
  read: line,
  shape: z.enum(["field", "row", "list"]).optional(),
  format: format.optional(),
  currency: line.optional(),
  fields: z.record(line, field).optional(),
  sort: z.array(line).optional(),
  purposes: z.array(id).optional(),
  no_purpose: text.optional(),
  keep: keep.optional(),
  recipients: z.array(id).optional(),
  mask: z.boolean().optional(),
  special: z.boolean().optional(),
  correct: correct.optional(),
  erase: erase.optional(),
  stop: z.array(z.strictObject({ purpose: id, channel: id.optional() })).optional(),
  dpv: line.optional(),
});

/** data.yaml: every held item. */
export const dataFile = z.strictObject({
  categories: z.record(id, categoryEntry),
  items: z.record(id, itemEntry),
});
