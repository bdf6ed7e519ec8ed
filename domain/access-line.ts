import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { audit, NOBODY } from "@/db/schema/audit";
import type { Actor, Ctx } from "./context";
import type { Act } from "./policy";
import { newId } from "./random";

/** What the audit says besides who, whose, when and which act. Names of things, never values. */
export type AuditDetail = Record<string, string | number | boolean | null | string[]>;

/** Writes one line, by a statement that keeps its plan. */
export async function writeLine(tx: Tx, ctx: Ctx, line: { act: Act; detail: AuditDetail }): Promise<void> {
  await tx.insert(audit).values(lineOf(ctx, line)).prepare("audit.line").execute();
}

/** Writes many, by a function that keeps its plan: reading and planning the statement took as long as doing it. */
export async function insertLines(tx: Tx, lines: readonly ReturnType<typeof lineOf>[]): Promise<void> {
  await tx.execute(sql`select audit_lines(${JSON.stringify(lines)})`);
}

export const lineOf = (ctx: Ctx, line: { act: Act; detail: AuditDetail }) => ({
  customerId: ctx.subject?.id ?? NOBODY,
  id: newId(),
  actorKind: ctx.actor.kind,
  actorId: actorId(ctx.actor),
  act: line.act,
  detail: { ...line.detail, ...through(ctx.actor) },
  requestId: ctx.requestId,
});

/** What a visit adds to each of its lines, so that none of them stands alone, and a key: its name. */
function through(actor: Actor): AuditDetail {
  if (actor.kind === "api_key") return { key: actor.name };
  return actor.kind === "staff" && actor.visit ? { visit: actor.visit.id, ticket: actor.visit.ticket } : {};
}

function actorId(actor: Actor): string {
  switch (actor.kind) {
    case "nobody":
      return "";
    case "customer":
      return actor.customerId;
    case "token":
      return actor.tokenId;
    case "staff":
      return actor.staffId;
    case "api_key":
      return actor.keyId;
    case "text":
      return actor.textId;
    case "privacy_officer":
      return actor.id;
    case "system":
      return actor.job;
  }
}
