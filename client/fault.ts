import { PROBLEM_NAMES, type Problem, type ProblemName } from "./api-types.ts";

/** What went wrong: a refusal by its name, or `timeout`, `unreachable`, or `unexpected` for all other answers. */
export type FaultName = ProblemName | "timeout" | "unreachable" | "unexpected";

interface Happened extends Partial<Pick<Problem, "type" | "title" | "detail" | "scope" | "errors">> {
  status?: number;
  requestId?: string | null;
  /** Seconds after which the server wants to be asked again. */
  retryAfter?: number | null;
  cause?: unknown;
}

/** Every error of this package. Its message names no value that was sent. */
export class ForthrightError extends Error {
  override readonly name = "ForthrightError";
  /** The `type` as it came (RFC 9457); it leads to a page that says what helps. */
  readonly type: string;
  /** Null: there was no answer. */
  readonly status: number | null;
  readonly detail: string | null;
  /** The scope that the key lacks. */
  readonly scope: string | null;
  /** Each place in what was sent that is not right, by JSON Pointer. */
  readonly errors: NonNullable<Problem["errors"]>;
  /** Finds the request in the server's log. */
  readonly requestId: string | null;
  readonly retryAfter: number | null;
  /** Of a write: send the same again under this key, and it is done once. */
  idempotencyKey: string | null = null;

  constructor(
    readonly fault: FaultName,
    happened: Happened = {},
  ) {
    const { title = TITLES[fault] ?? fault, detail = null, status = null, cause } = happened;
    super(detail === null ? title : `${title}: ${detail}`, cause === undefined ? undefined : { cause });
    this.type = happened.type ?? "about:blank";
    this.status = status;
    this.detail = detail;
    this.scope = happened.scope ?? null;
    this.errors = happened.errors ?? [];
    this.requestId = happened.requestId ?? null;
    this.retryAfter = happened.retryAfter ?? null;
  }
}

const TITLES: Partial<Record<FaultName, string>> = {
  timeout: "There was no answer in time",
  unreachable: "The server could not be reached",
  unexpected: "The answer is none that this API gives",
};

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** What a refusal says, read with care: it may come from anything that stands between. */
export function readProblem(value: unknown): Happened & { fault: FaultName } {
  const said = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  const type = text(said.type);
  const ending = type?.slice(type.lastIndexOf("/") + 1);
  const fault = PROBLEM_NAMES.find((name) => name === ending) ?? "unexpected";
  const errors = (Array.isArray(said.errors) ? said.errors : []).flatMap((one: unknown) => {
    const { pointer, detail } = (one ?? {}) as Record<string, unknown>;
    return typeof pointer === "string" && typeof detail === "string" ? [{ pointer, detail }] : [];
  });
  const told = { title: text(said.title), detail: text(said.detail), scope: text(said.scope) };
  return { fault, type, errors, ...told };
}

const AGAIN = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Whether the same may help when it is sent again. */
export const isPassing = ({ fault, status }: ForthrightError): boolean =>
  fault === "timeout" || fault === "unreachable" || fault === "in-flight" || AGAIN.has(status ?? 0);
