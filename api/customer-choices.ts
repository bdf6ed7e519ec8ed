import { createHash } from "node:crypto";
import { z } from "zod";
import { DECISION_REASONS, type RecordedCell, readCells, readLedger } from "@/domain/choices";
import { CHOICE_ACTS, CHOICE_STATES } from "@/domain/choices/catalog";
import { subjectNamed } from "@/domain/systems";
import { ListQuery, readCursor, writeCursor } from "./cursor";
import { Position } from "./customer-reference";
import { defineEndpoint } from "./endpoint";

const ById = z.strictObject({ id: z.uuid() });
const When = z.iso.datetime().nullable();
const time = (at: Date | null) => at?.toISOString() ?? null;
const id = "019abf06-54c8-7cc1-8ac6-2f8a1b0f3f55";
const hash = "9f".repeat(32);

const Cell = z.strictObject({
  purpose: z.string(),
  channel: z.string().nullable(),
  state: z.enum(CHOICE_STATES).describe("What was recorded; unset: nothing that decides."),
  since: When,
  paused_until: When,
  by: z
    .enum(["you", "link", "staff", "system", "signal", "import", "text"])
    .nullable()
    .describe(
      "Who acted last: the customer (you), a link in a message, staff when asked, a system, the signal of the customer’s browser, an import, or a text from their number.",
    ),
  decision: z.enum(["allow", "deny"]),
  reason: z.enum(DECISION_REASONS),
  because: z.string(),
  ledger: Position.nullable(),
  valid_until: z.iso.datetime(),
});

const cellOf = ({ validUntil, since, pausedUntil, channel, ...cell }: RecordedCell) => ({
  ...cell,
  channel: channel || null,
  since: time(since),
  paused_until: time(pausedUntil),
  valid_until: validUntil.toISOString(),
});

export const readChoicesEndpoint = defineEndpoint({
  method: "get",
  path: "/customers/{id}/choices",
  operationId: "readChoices",
  tag: "Choices",
  scope: "choices:read",
  summary: "Read a customer's choices",
  description: "Every purpose and channel: what was recorded, and what a decision says now.",
  idempotent: false,
  params: ById,
  answers: {
    200: {
      description: "All of the brand's purposes, in the order of the page.",
      schema: z.strictObject({
        customer: z.strictObject({ id: z.uuid(), linked: z.array(z.uuid()) }),
        choices: z.array(Cell),
      }),
      example: {
        customer: { id, linked: [] },
        choices: [
          {
            ...{ purpose: "offers", channel: "email", state: "withdrawn", since: "2026-11-03T08:00:00.000Z" },
            ...{ paused_until: null, by: "you", decision: "deny", reason: "withdrawn" },
            ...{ because: "Turned off by the customer on 2026-11-03.", ledger: { seq: 4, hash } },
            valid_until: "2026-11-21T10:05:00.000Z",
          },
        ],
      },
    },
  },
  problems: ["not-found"],
  async handler({ ctx, params }) {
    const subject = await subjectNamed(ctx, params.id);
    const choices = await readCells({ ...ctx, subject });
    return { status: 200, body: { customer: subject, choices: choices.map(cellOf) } };
  },
});

const ACTORS = ["customer", "token", "staff", "api_key", "signal", "import", "text"] as const;

const Event = z.strictObject({
  seq: z.int().min(1),
  at: z.iso.datetime(),
  purpose: z.string(),
  channel: z.string().nullable(),
  act: z.enum(CHOICE_ACTS),
  state: z.enum(CHOICE_STATES),
  since: When,
  paused_until: When,
  frequency: z.string().nullable(),
  undoes: z.int().nullable(),
  actor: z.enum(ACTORS),
  occurred_at: When,
  evidence_hash: z.string().nullable().describe("SHA-256 of the sealed evidence; the evidence is not told."),
  shown_hash: z.string(),
  locale: z.string(),
  prev: z.string().nullable(),
  hash: z.string(),
});

type Row = Awaited<ReturnType<typeof readLedger>>[number];

const eventOf = (row: Row) => ({
  ...{ seq: row.seq, at: row.at.toISOString(), purpose: row.purpose, channel: row.channel || null },
  ...{ act: row.act, state: row.state, since: time(row.since), paused_until: time(row.pausedUntil) },
  ...{ frequency: row.frequency, undoes: row.undoes, locale: row.locale },
  actor: ACTORS.find((one) => one === row.actorKind) ?? "customer",
  occurred_at: time(row.occurredAt),
  evidence_hash: row.evidence && createHash("sha256").update(row.evidence).digest("hex"),
  ...{ shown_hash: row.shownHash, prev: row.prev?.toString("hex") ?? null, hash: row.hash.toString("hex") },
});

export const readLedgerEndpoint = defineEndpoint({
  method: "get",
  path: "/customers/{id}/ledger",
  operationId: "readLedger",
  tag: "Choices",
  scope: "choices:read",
  summary: "Read a customer's ledger",
  description: "One record's own chain, oldest first. Records of one person keep a chain each.",
  idempotent: false,
  params: ById,
  query: ListQuery,
  answers: {
    200: {
      description: "The events, and where the list goes on.",
      schema: z.strictObject({ events: z.array(Event), next_cursor: z.string().nullable() }),
      example: {
        events: [
          {
            ...{
              seq: 1,
              at: "2026-11-03T08:00:00.000Z",
              purpose: "offers",
              channel: "email",
              act: "withdraw",
            },
            ...{ state: "withdrawn", since: "2026-11-03T08:00:00.000Z", paused_until: null, frequency: null },
            ...{ undoes: null, actor: "customer", occurred_at: null, evidence_hash: null },
            ...{ shown_hash: hash, locale: "en", prev: null, hash },
          },
        ],
        next_cursor: null,
      },
    },
  },
  problems: ["not-found", "bad-cursor"],
  async handler({ ctx, params, query }) {
    const { id: only } = params;
    const list = `ledger/${only}`;
    const [after = 0] = readCursor(ctx, list, query.cursor) ?? [];
    await subjectNamed(ctx, only);
    const at = { ...ctx, subject: { id: only, linked: [] } };
    const rows = await readLedger(at, { after: Number(after), limit: query.limit + 1 });
    const events = rows.slice(0, query.limit);
    const last = events.at(-1);
    const next = rows.length > query.limit && last ? writeCursor(ctx, list, [last.seq]) : null;
    return { status: 200, body: { events: events.map(eventOf), next_cursor: next } };
  },
});
