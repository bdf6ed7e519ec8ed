import { z } from "zod";
import { changed, mutate } from "@/domain/access";
import { DomainError, type ErrorCode } from "@/domain/errors";
import { defineEndpoint } from "./endpoint";

const answers = { 200: { description: "What came.", schema: z.unknown() } };
const described = { tag: "Test", scope: "uses:write" as const, summary: "Test", answers };

/** Answers what it was given. */
export const echo = defineEndpoint({
  ...described,
  method: "post",
  path: "/echo",
  operationId: "echo",
  idempotent: false,
  body: z.strictObject({
    customer: z
      .union([z.strictObject({ email: z.string() }), z.strictObject({ phone: z.string() })])
      .optional(),
    purpose: z.string().max(300_000).optional(),
    channel: z.enum(["email", "sms"]).optional(),
    items: z.array(z.strictObject({ name: z.string() })).optional(),
  }),
  handler: async ({ ctx, body }) => ({ status: 200, body: { body, now: ctx.now, actor: ctx.actor.kind } }),
});

export const batch = defineEndpoint({
  ...described,
  method: "post",
  path: "/batch",
  operationId: "batch",
  size: "batch",
  idempotent: false,
  body: z.array(z.string()),
  handler: async ({ body }) => ({ status: 200, body: { count: body.length } }),
});

export const readOne = defineEndpoint({
  ...described,
  method: "get",
  path: "/customers/{id}/choices",
  operationId: "readOne",
  scope: "choices:read",
  idempotent: false,
  params: z.strictObject({ id: z.uuid() }),
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  handler: async ({ params, query }) => ({ status: 200, body: { ...params, ...query } }),
});

/** Refuses or breaks in a chosen way. */
export const refuse = (how: () => Error) =>
  defineEndpoint({
    ...described,
    method: "get",
    path: "/refuse",
    operationId: "refuse",
    idempotent: false,
    handler: async () => {
      throw how();
    },
  });

export const refusal = (code: ErrorCode) => new DomainError(code, { field: "purpose", detail: "not known" });

/** Has an effect that can be counted: a line in the audit. `before` is awaited inside its transaction. */
export const effect = (before: () => Promise<void> = async () => undefined, kept = true) =>
  defineEndpoint({
    ...described,
    method: "post",
    path: "/effect",
    operationId: "effect",
    idempotent: true,
    body: z.strictObject({ note: z.string() }),
    handler: async ({ ctx, body, keep }) => {
      const answer = { status: 200, body: { note: body.note, at: Math.random() } };
      const settle = kept ? (tx: Parameters<typeof keep>[0]) => keep(tx, answer) : undefined;
      const { settle: _none, ...plain } = ctx;
      await mutate(settle ? { ...plain, settle } : plain, "use.record", async () => {
        await before();
        return changed(null, { note: body.note });
      });
      return answer;
    },
  });
