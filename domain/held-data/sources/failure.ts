/** Why a source gave nothing, for our logs. Customers are told only that it is not available right now. */
export type FailureKind =
  | "slow" // no answer within its timeout
  | "unreachable" // no connection
  | "not_let_in" // wrong password, role or key
  | "wrong_shape" // an answer, but not what the brand folder says
  | "too_large"
  | "not_allowed" // an address or an act that we refuse
  | "value_refused" // a write of a value that the source does not take
  | "wrong_rows" // a write that touched none, or more than it may
  | "failed";

/** A source that did not give what it was asked for. `message` is safe to log: no password, no value. */
export class SourceFailure extends Error {
  readonly source: string;
  readonly kind: FailureKind;
  /** SQLSTATE, or the system's code; "" without one. */
  readonly state: string;

  constructor(source: string, failure: { kind: FailureKind; reason: string; state?: string }) {
    super(failure.reason);
    this.name = "SourceFailure";
    this.source = source;
    this.kind = failure.kind;
    this.state = failure.state ?? "";
  }
}

/** Tells a source's failure from a fault of ours, also across two copies of this file. */
export const isSourceFailure = (error: unknown): error is SourceFailure =>
  error instanceof Error && error.name === "SourceFailure" && "kind" in error;

const BY_STATE: readonly [RegExp, FailureKind][] = [
  [/^(57014|25P03|55P03)$/u, "slow"],
  [/^(28|3D|42501)/u, "not_let_in"],
  [/^(08|53|57P|55000)/u, "unreachable"],
  [/^25006$/u, "not_allowed"],
  [/^(23|P0001)/u, "value_refused"],
  [/^(42|22|21)/u, "wrong_shape"],
];

const UNREACHABLE = /^(ECONN|ENOTFOUND|EAI_|EHOST|ENET|EPIPE|UND_ERR_SOCKET|CERT_|DEPTH_ZERO|SELF_SIGNED)/u;

function kindOf(code: string, message: string): FailureKind {
  if (code === "ETIMEDOUT" || code === "UND_ERR_CONNECT_TIMEOUT" || /timeout/iu.test(message)) return "slow";
  if (UNREACHABLE.test(code) || /Connection terminated/u.test(message)) return "unreachable";
  return BY_STATE.find(([state]) => state.test(code))?.[1] ?? "failed";
}

/** A value that fits no type (22), breaks a constraint (23), or that a trigger or function raised against. */
export const isAboutValue = (state: string): boolean => /^(2[23]|P0001$)/u.test(state);

/**
 * What a driver threw, as a SourceFailure. The message of a refused value (SQLSTATE class 22 and 23, and what a
 * trigger raises in its own words) is left out because it quotes the value; `secrets` are struck from all others.
 */
export function toSourceFailure(source: string, thrown: unknown, secrets: readonly string[]): SourceFailure {
  if (isSourceFailure(thrown)) return thrown;
  const error = thrown instanceof Error ? thrown : new Error("failed without a reason");
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const quotes = isAboutValue(code);
  const message = quotes ? "a value did not fit its type" : strike(error.message, secrets);
  return new SourceFailure(source, {
    kind: kindOf(code, error.message),
    state: code,
    reason: `${code ? `${code} ` : ""}${message}`.slice(0, 300),
  });
}

function strike(message: string, secrets: readonly string[]): string {
  let struck = message;
  for (const secret of secrets) {
    if (secret.length > 0) struck = struck.replaceAll(secret, "…");
  }
  return struck.replaceAll(/\/\/[^\s/@]*@/gu, "//…@");
}
