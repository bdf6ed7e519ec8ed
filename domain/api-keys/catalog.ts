import { z } from "zod";

/** What a key may do; each call of the brand's systems needs one of these. */
export const SCOPES = [
  "decisions",
  "choices:read",
  "choices:write",
  "uses:write",
  "links:write",
  "customers",
  "webhooks",
  "obeyed:write",
] as const;
export type Scope = (typeof SCOPES)[number];

/** `frt_`, eight characters to tell keys apart by, and 256 random bits as base64url. */
export const API_KEY = /^frt_([0-9a-z]{8})_([A-Za-z0-9_-]{43})$/u;

/** How old what a process knows of a key may be: a revoked key stops within this time everywhere. */
export const KEY_KNOWN_MS = 1_000;

/** How long a key may be good for, as the desk offers it; "" is until it is revoked. */
export const KEY_PERIODS = ["P30D", "P90D", "P180D", "P1Y"] as const;

/** How long the old key still works after a new one took its place; "" is until it is revoked. */
export const OVERLAPS = ["PT1H", "P1D", "P7D"] as const;

const Name = z
  .string()
  .transform((text) => text.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .min(1, "a name")
      .max(80, "up to 80 characters")
      .regex(/^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]+$/u, "letters, digits and signs only"),
  );

const Period = z.string().max(20);

/** `expires`: ISO 8601, from now on; nothing means until it is revoked. */
export const CreateApiKeyInput = z.strictObject({
  name: Name,
  scopes: z.array(z.enum(SCOPES)).min(1, "at least one scope").max(SCOPES.length),
  expires: Period.optional(),
});
export type CreateApiKeyInput = z.infer<typeof CreateApiKeyInput>;

export const RevokeApiKeyInput = z.strictObject({ id: z.uuid() });
export type RevokeApiKeyInput = z.infer<typeof RevokeApiKeyInput>;

/** `overlap`: how long the old one still works, ISO 8601; nothing means until it is revoked. */
export const RotateApiKeyInput = z.strictObject({ id: z.uuid(), overlap: Period.optional() });
export type RotateApiKeyInput = z.infer<typeof RotateApiKeyInput>;

/** A key as people see it. The secret itself is not kept. */
export interface ApiKeyView {
  id: string;
  name: string;
  /** Such as `frt_4k2m9x0p`, the readable beginning. */
  prefix: string;
  scopes: Scope[];
  createdBy: string;
  createdAt: Date;
  expiresAt: Date | null;
  /** To the minute. */
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  /** Whether it opens anything now. */
  standing: "open" | "expired" | "revoked";
}

/** A new key; `secret` is the whole of it, and this is the only time that anybody sees it. */
export interface NewApiKey {
  key: ApiKeyView;
  secret: string;
}

const boxes = Object.fromEntries(SCOPES.map((scope) => [boxOf(scope), z.literal("on").optional()])) as Record<
  string,
  z.ZodOptional<z.ZodLiteral<"on">>
>;

/** Name of a scope's box in the form that makes a key. */
export function boxOf(scope: Scope): string {
  return `scope:${scope}`;
}

/** The form that makes a key: a box for each scope. */
export const CreateApiKeyForm = z
  .strictObject({ name: z.string().max(200), expires: z.enum(["", ...KEY_PERIODS]), ...boxes })
  .transform(
    ({ name, expires, ...ticked }): z.input<typeof CreateApiKeyInput> => ({
      name,
      scopes: SCOPES.filter((scope) => Object.hasOwn(ticked, boxOf(scope))),
      ...(expires && { expires }),
    }),
  )
  .pipe(CreateApiKeyInput);

/** The form that replaces a key. */
export const RotateApiKeyForm = z
  .strictObject({ id: z.uuid(), overlap: z.enum(["", ...OVERLAPS]) })
  .transform(({ id, overlap }) => ({ id, ...(overlap && { overlap }) }));
