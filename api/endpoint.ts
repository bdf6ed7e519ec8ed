import type { ZodType, z } from "zod";
import type { Tx } from "@/db/client";
import type { Ctx, Scope } from "@/domain/context";
import type { ProblemName } from "./problems";
import { parseWith } from "./strict";

/** What a call comes to. `body` is sent as JSON; a repeat with the same Idempotency-Key gets the same bytes. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

/**
 * Keeps the answer in the transaction of its effect, so that both are there or neither is. Give it to the verb as
 * `mutate({ ...ctx, settle: (tx, value) => keep(tx, answerOf(value)) }, …)` and return that very answer.
 * An answer that was not kept so is kept right after, which a kill in between can prevent.
 */
export type Keep = (tx: Tx, answer: Answer) => Promise<void>;

/** One call, parsed. */
export interface Call<Body, Query, Params> {
  ctx: Ctx;
  body: Body;
  query: Query;
  params: Params;
  keep: Keep;
  /** The request's JSON text, for evidence of what was sent. */
  sent: string;
}

/** How the document describes one answer. `example` is checked against `schema` by a test. */
export interface DescribedAnswer {
  description: string;
  schema: ZodType | null;
  example?: unknown;
}

interface Described {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** Below `/api/v1`, with parameters in braces: `/customers/{id}/choices`. */
  path: `/${string}`;
  operationId: string;
  tag: string;
  /** What the key must be allowed to do. */
  scope: Scope;
  summary: string;
  description?: string;
  /** `single` takes 256 KB, `batch` 5 MB. */
  size?: "single" | "batch";
  /** Whether an Idempotency-Key is required: every POST but decisions. */
  idempotent: boolean;
  /** Whether it may read while it is still looked up whether the request is a repeat. Only the doors write in it. */
  readsAhead?: boolean;
  /** An example of the body. */
  example?: unknown;
  /** Answers that are no refusals, by status. */
  answers: Readonly<Record<number, DescribedAnswer>>;
  /** Refusals besides those that every endpoint of its kind may give. */
  problems?: readonly ProblemName[];
}

interface Definition<B extends ZodType, Q extends ZodType, P extends ZodType> extends Described {
  body?: B;
  query?: Q;
  params?: P;
  handler: (call: Call<z.output<B>, z.output<Q>, z.output<P>>) => Promise<Answer>;
}

/** What arrived, before it is known to be right. */
export interface Raw {
  body: unknown;
  query: Readonly<Record<string, string>>;
  params: Readonly<Record<string, string>>;
  sent: string;
}

/** An endpoint as the app and the document see it. */
export interface Endpoint extends Described {
  body?: ZodType;
  query?: ZodType;
  params?: ZodType;
  /** Parses all that arrived. @throws Problem `invalid`, with every fault there is. */
  read(raw: Raw): (ctx: Ctx, keep: Keep) => Promise<Answer>;
}

/**
 * Declares an endpoint: the schemas parse requests and write the document alike. A file of `api/` makes its own
 * with this and is listed in `api/endpoints.ts`; the handler calls one verb and shapes its answer.
 */
export function defineEndpoint<B extends ZodType, Q extends ZodType, P extends ZodType>(
  definition: Definition<B, Q, P>,
): Endpoint {
  const { handler, ...described } = definition;
  return {
    ...described,
    read(raw) {
      const { body, query, params } = parseWith(definition, raw);
      return (ctx, keep) => handler({ ctx, body, query, params, keep, sent: raw.sent });
    },
  };
}
