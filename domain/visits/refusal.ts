import { DomainError, type ErrorCode } from "../errors";

/** What the database says about visits, in the words of refusals. */
const CODES: Readonly<Record<string, ErrorCode>> = { FT002: "expired", FT003: "forbidden" };

/** Finds the trigger's error code under what the driver wraps around it; anything else stays as it is. */
export function visitRefusal(error: unknown, codes: Readonly<Record<string, ErrorCode>> = CODES): unknown {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = "code" in at && typeof at.code === "string" ? codes[at.code] : undefined;
    if (code !== undefined) return new DomainError(code, {}, { cause: error });
  }
  return error;
}
