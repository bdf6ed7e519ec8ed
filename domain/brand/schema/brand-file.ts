import { z } from "zod";
import { country, currency, email, id, line, localeTag, pattern, text, timeZone, webAddress } from "./parts";

export const JURISDICTIONS = ["eu", "uk", "ch", "us-ca", "us", "ca-qc", "ca", "br", "cn", "other"] as const;
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const hexColour = z.string().regex(/^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/, {
  error: "is not a colour — write it as #rrggbb, in quotes",
});

const fontNames = z.string().regex(/^[\p{L}\p{N} ,'"_-]{1,200}$/u, {
  error: "is not a list of fonts — write names with commas between them",
});

/** 0 to 1rem. */
export const radius = z.string().refine((value) => /^(?:0|0?\.\d+rem|1(?:\.0+)?rem|0rem)$/.test(value), {
  error: 'is not a radius — write 0 to 1rem, such as "0.5rem"',
});

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, {
  error: 'is not a time of day — write it as "08:00", in quotes',
});

const theme = z.strictObject({
  color: hexColour.optional(),
  on: hexColour.optional(),
  color_dark: hexColour.optional(),
  on_dark: hexColour.optional(),
  radius: radius.optional(),
  font: fontNames.optional(),
  font_heading: fontNames.optional(),
});

const desk = z.strictObject({
  email_domains: z.array(line).optional(),
  reasons: z.array(text).optional(),
  ticket: pattern.optional(),
  names: z.enum(["first", "pseudonym"]).optional(),
  hours: z
    .strictObject({
      from: clock,
      to: clock,
      days: z.array(z.enum(WEEKDAYS)).min(1, { error: "is empty — name at least one" }),
    })
    .optional(),
});

/** brand.yaml: who we are, how to reach us, locales, looks. */
export const brandFile = z.strictObject({
  name: text,
  legal_name: line,
  url: webAddress,
  address: z.strictObject({
    street: line,
    city: line,
    postal_code: line,
    region: line.optional(),
    country,
  }),
  contact: z.strictObject({
    email,
    phone: line.optional(),
    privacy_officer: z.strictObject({ name: line.optional(), email }),
  }),
  jurisdictions: z.array(z.enum(JURISDICTIONS)).min(1, { error: "is empty — name at least one" }),
  locales: z.array(localeTag).min(1, { error: "is empty — name at least one" }),
  time_zone: timeZone,
  currency,
  phone_country: country,
  theme: theme.optional(),
  authority: z.strictObject({ name: text, url: webAddress }).optional(),
  desk: desk.optional(),
});

/** One entry of channels.yaml: how a person can be reached. */
export const channelEntry = z.strictObject({
  name: text,
  address: z.enum(["email", "phone", "post", "device"]),
  stop: z.enum(["list_unsubscribe", "keyword", "none"]).optional(),
  stop_words: z.array(line).optional(),
});

/** One entry of recipients.yaml: who else receives data. */
export const recipientEntry = z.strictObject({
  name: text,
  what_for: text,
  country,
  role: z.enum(["processor", "controller", "joint"]),
  safeguard: text.optional(),
  url: webAddress.optional(),
});

export const channelsFile = z.record(id, channelEntry);
export const recipientsFile = z.record(id, recipientEntry);
