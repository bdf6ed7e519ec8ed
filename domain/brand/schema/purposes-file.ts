import { z } from "zod";
import { day, duration, email, id, line, text, webAddress } from "./parts";

export const BASES = [
  "consent",
  "legitimate_interest",
  "contract",
  "legal_obligation",
  "vital_interest",
  "public_task",
] as const;

export const FREQUENCIES = ["every", "weekly", "monthly"] as const;

/** One entry of purposes.yaml: why something is used. */
export const purposeEntry = z.strictObject({
  name: text,
  why: text,
  benefit: text,
  if_off: text,
  basis: z.enum(BASES),
  interest: text.optional(),
  channels: z
    .array(id)
    .min(1, { error: "is empty — name a channel, or take it out for one switch" })
    .optional(),
  optional_channels: z.array(id).optional(),
  frequency: z.array(z.enum(FREQUENCIES)).min(1, { error: "is empty — name one, or take it out" }).optional(),
  confirm: z.boolean().optional(),
  renew_after: duration.optional(),
  recipients: z.array(id).optional(),
  signal: z.literal("gpc").optional(),
  special: z.boolean().optional(),
  marketing: z.boolean().optional(),
  reworded: day.optional(),
  dpv: line.optional(),
});

export const purposesFile = z.record(id, purposeEntry);

const certificate = z.strictObject({
  name: line,
  issuer: line,
  number: line,
  valid_from: day,
  valid_until: day,
  url: webAddress,
});

/** protection.yaml: how data is protected. */
export const protectionFile = z.strictObject({
  measures: z.array(z.strictObject({ title: text, text })).min(1, { error: "is empty — name at least one" }),
  certificates: z.array(certificate).optional(),
  if_something_happens: text,
  tell_within: duration.optional(),
  security_contact: email.optional(),
});
