/** Why an act was refused, in words that pages and interfaces translate. */
export type ErrorCode =
  | "not_found"
  | "forbidden"
  | "signed_out"
  | "step_up_required"
  | "rules_unsigned"
  | "invalid"
  | "conflict"
  | "locked"
  | "not_offered"
  | "expired"
  | "gone"
  | "rate_limited"
  | "source_unavailable"
  | "not_saved"
  | "other_person";

/**
 * A refusal that has a word for the person who meets it. The code is loaded twice in one process, so tell
 * errors apart with `isDomainError`, never with `instanceof`. A foreign row and a missing row are both `not_found`.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: ErrorCode, params: Record<string, string | number> = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = "DomainError";
    this.code = code;
    this.params = params;
  }
}

/** Tells a refusal from a fault, also across two copies of this file. */
export function isDomainError(error: unknown, code?: ErrorCode): error is DomainError {
  if (!(error instanceof Error) || error.name !== "DomainError" || !("code" in error)) return false;
  return code === undefined || error.code === code;
}
