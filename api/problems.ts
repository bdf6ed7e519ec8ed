import type { ErrorCode } from "@/domain/errors";

/** A kind of refusal: its status, its short name, and what a reader should do about it. */
interface ProblemKind {
  status: number;
  title: string;
  /** What it means and what helps, for its own page. Plain text. */
  meaning: string;
  /** Seconds after which to ask again, where that may help. */
  retryAfter?: number;
}

/** Every refusal that the API knows. The names are public: they end the `type` of an answer. */
export const PROBLEMS = {
  "not-json": {
    status: 400,
    title: "The body is not JSON",
    meaning:
      "Send one JSON value in UTF-8, nested no deeper than 20, with no more than 500 members in an object.",
  },
  "idempotency-key-missing": {
    status: 400,
    title: "An Idempotency-Key is needed",
    meaning:
      "Send the header Idempotency-Key with a value of your own making, such as a UUID, new for each thing you want done. Sent again with the same body it is done once and answered the same, for 24 hours.",
  },
  "bad-cursor": {
    status: 400,
    title: "That cursor is not one of ours",
    meaning: "Use the value of next_cursor just as it was answered, with the same key at the same address.",
  },
  unauthorized: {
    status: 401,
    title: "A key is needed",
    meaning:
      "Send Authorization: Bearer and a key that begins with frt_. The key may be mistyped, expired or revoked; the answer does not say which.",
  },
  "scope-missing": {
    status: 403,
    title: "The key may not do this",
    meaning:
      "The member scope says what the key would need. Make a key with that scope, and no more than it needs.",
  },
  forbidden: {
    status: 403,
    title: "This is not allowed",
    meaning: "The rules of the product do not allow this to a system, whatever its key.",
  },
  "not-found": {
    status: 404,
    title: "There is nothing here",
    meaning: "The address is unknown, or what it names is. Which of the two is not told.",
  },
  "method-not-allowed": {
    status: 405,
    title: "The address does not take this method",
    meaning: "The header Allow lists the methods that it takes.",
  },
  "too-slow": {
    status: 408,
    title: "The body took too long to arrive",
    meaning: "A body must have arrived within 15 seconds. Send it again, in smaller batches if it is large.",
  },
  "in-flight": {
    status: 409,
    title: "The same request is still being worked on",
    meaning: "A request with this Idempotency-Key has not ended. Ask again after the seconds in Retry-After.",
    retryAfter: 1,
  },
  conflict: {
    status: 409,
    title: "Something else was faster",
    meaning: "What you would change is not as you saw it. Read it again, then decide again.",
  },
  gone: {
    status: 410,
    title: "That time is over",
    meaning: "It was there and has ended. Asking again will not bring it back.",
  },
  "too-large": {
    status: 413,
    title: "The body is too large",
    meaning: "A single request may have 256 KB, a batch 5 MB, counted as they arrive.",
  },
  "unsupported-media-type": {
    status: 415,
    title: "The body is of another type",
    meaning: "Send application/json in UTF-8, without Content-Encoding.",
  },
  invalid: {
    status: 422,
    title: "Something in the request is not right",
    meaning: "Each entry of errors points at one place, by JSON Pointer, and says what is expected there.",
  },
  "key-reused": {
    status: 422,
    title: "That Idempotency-Key belongs to another request",
    meaning: "The key was sent before with another body. Make a new key for a new request.",
  },
  "not-offered": {
    status: 422,
    title: "The brand does not offer this",
    meaning: "The purpose, the channel or the state asked for is not among those that the brand declares.",
  },
  "rate-limited": {
    status: 429,
    title: "Too many requests",
    meaning: "Wait for the seconds in Retry-After. RateLimit says on each answer how many are left.",
    retryAfter: 1,
  },
  fault: {
    status: 500,
    title: "The fault is ours",
    meaning:
      "Something broke on our side. The request id finds it in the log. The same request may be sent again.",
  },
  unavailable: {
    status: 503,
    title: "Not available right now",
    meaning:
      "The database, or a source of the brand, does not answer. Ask again after the seconds in Retry-After.",
    retryAfter: 2,
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemName = keyof typeof PROBLEMS;

/** What each refusal of the domain is to a system that asks. A new code without a line does not compile. */
export const problemOf: Readonly<Record<ErrorCode, ProblemName>> = {
  not_found: "not-found",
  forbidden: "forbidden",
  signed_out: "unauthorized",
  step_up_required: "forbidden",
  rules_unsigned: "forbidden",
  invalid: "invalid",
  conflict: "conflict",
  locked: "conflict",
  not_offered: "not-offered",
  expired: "gone",
  gone: "gone",
  rate_limited: "rate-limited",
  source_unavailable: "unavailable",
  not_saved: "conflict",
  other_person: "conflict",
};
