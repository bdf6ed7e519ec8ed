import { isAway } from "@/domain/away";
import { isDomainError } from "@/domain/errors";
import { PROBLEMS, type ProblemName, problemOf } from "./problems";

/** One place in a request and what is wrong there. `pointer` is a JSON Pointer; query and path begin it by name. */
export interface Fault {
  pointer: string;
  detail: string;
}

/** A refusal on its way to the answer (RFC 9457). Details never repeat a value that was sent. */
export class Problem extends Error {
  readonly kind: ProblemName;
  readonly more: ProblemMore;

  constructor(kind: ProblemName, more: ProblemMore = {}) {
    super(kind);
    this.name = "Problem";
    this.kind = kind;
    this.more = more;
  }
}

interface ProblemMore {
  detail?: string;
  errors?: readonly Fault[];
  /** The scope that the key lacks. */
  scope?: string;
  headers?: Readonly<Record<string, string>>;
}

/** RFC 6901; long names of the sender's own making are cut. */
export const pointerTo = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => `/${String(part).slice(0, 60).toWellFormed().replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");

/** Refuses one place of the request. */
export const invalid = (pointer: string, detail: string): Problem =>
  new Problem("invalid", { errors: [{ pointer, detail }] });

/** What the caller is told of anything that was thrown: refusals by name, the database's absence, else our fault. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isDomainError(error)) {
    const { field, pointer, detail } = error.params;
    const at = pointer ?? (field === undefined ? undefined : `/${field}`);
    const errors =
      at === undefined ? undefined : [{ pointer: String(at), detail: String(detail ?? "not valid") }];
    return new Problem(problemOf[error.code], errors ? { errors } : {});
  }
  return new Problem(isAway(error) ? "unavailable" : "fault");
}

/** The answer's bytes and headers. `instance` names the request, so that a log line can be found by it. */
export function problemAnswer(
  problem: Problem,
  at: { publicUrl: string; requestId: string },
): { status: number; headers: Record<string, string>; bytes: string } {
  const kind = PROBLEMS[problem.kind];
  const { detail, errors, scope, headers } = problem.more;
  const body = {
    type: `${at.publicUrl}/api/v1/problems/${problem.kind}`,
    title: kind.title,
    status: kind.status,
    detail,
    instance: `urn:uuid:${at.requestId}`,
    scope,
    errors,
  };
  const own: Record<string, string> = { "content-type": "application/problem+json" };
  if ("retryAfter" in kind) own["retry-after"] = String(kind.retryAfter);
  if (problem.kind === "unauthorized") own["www-authenticate"] = 'Bearer realm="forthright"';
  return {
    status: kind.status,
    headers: { ...own, ...headers },
    bytes: JSON.stringify(body),
  };
}
