import type { Json } from "./schemas";

const header = (description: string, example: string | number, type = "string"): Json => ({
  description,
  schema: { type },
  example,
});

/** Headers that answers share. */
export const FIXED_HEADERS: Readonly<Record<string, Json>> = {
  RequestId: header("Finds the request in the log.", "019a0000-0000-7000-8000-000000000001"),
  RateLimit: header("What is left (r) and for how many seconds (t).", '"key";r=599999;t=42'),
  RateLimitPolicy: header("How many requests (q) a key has in how many seconds (w).", '"key";q=600000;w=60'),
  RetryAfter: header("Seconds to wait before asking again.", 1, "integer"),
  Replayed: header(
    "`true` where the answer is that of an earlier request with the same Idempotency-Key.",
    "true",
  ),
};

/** The shape of every refusal. */
export const FIXED_SCHEMAS: Readonly<Record<string, Json>> = {
  Problem: {
    type: "object",
    description: "A refusal (RFC 9457). `type` is stable and leads to a page that says what helps.",
    properties: {
      type: { type: "string", format: "uri" },
      title: { type: "string" },
      status: { type: "integer", minimum: 400, maximum: 599 },
      detail: { type: "string" },
      instance: { type: "string", description: "The request's id, as a URN." },
      scope: { type: "string", description: "The scope that the key lacks." },
      errors: {
        type: "array",
        items: {
          type: "object",
          properties: {
            pointer: {
              type: "string",
              description: "JSON Pointer (RFC 6901) into the body; /query and /path before it.",
            },
            detail: { type: "string" },
          },
          required: ["pointer", "detail"],
          additionalProperties: false,
        },
      },
    },
    required: ["type", "title", "status", "instance"],
    additionalProperties: false,
  },
};

/** An Idempotency-Key, as those operations take it that require one. */
export const IDEMPOTENCY_KEY: Json = {
  name: "Idempotency-Key",
  in: "header",
  required: true,
  description:
    "Your own name for this request, new for each thing you want done. The same key with the same body is done once, and answered the same for 24 hours.",
  schema: { type: "string", minLength: 1, maxLength: 257 },
  example: '"8e03978e-40d5-43e8-bc93-6894a57f9324"',
};
