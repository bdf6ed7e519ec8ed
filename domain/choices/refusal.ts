import { DomainError, type ErrorCode } from "../errors";

/** What the ledger's trigger says, in the words of refusals. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  FT001: "forbidden",
  FT002: "signed_out",
  FT003: "forbidden",
  FT004: "conflict",
};

/** Finds the trigger's error code under what the driver wraps around it; anything else stays as it is. */
export function refusal(error: unknown): unknown {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = "code" in at && typeof at.code === "string" ? CODES[at.code] : undefined;
    if (code !== undefined) return new DomainError(code, {}, { cause: error });
  }
  return error;
}
