import { createHash } from "node:crypto";
import { z } from "zod";
import { DECISION_REASONS, type RecordedCell, readCells, readLedger } from "@/domain/choices";
import { CHOICE_ACTS, CHOICE_STATES } from "@/domain/choices/catalog";
import { type CustomerView, findCustomer, putCustomer, subjectNamed } from "@/domain/systems";
import { ListQuery, readCursor, writeCursor } from "./cursor";
import { Position } from "./customer-reference";
import { defineEndpoint } from "./endpoint";
import { invalid } from "./problem";

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
    .enum(["you", "link", "staff", "system"])
    .nullable()
    .describe("Who acted last: the customer (you), a link in a message, staff when asked, or a system."),
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
  actor: z.enum(["customer", "token", "staff", "api_key"]),
  occurred_at: When,
  evidence_hash: z.string().nullable().describe("SHA-256 of the sealed evidence; the evidence is not told."),
  shown_hash: z.string(),
  locale: z.string(),
  prev: z.string().nullable(),
  hash: z.string(),
});

type Row = Awaited<ReturnType<typeof readLedger>>[number];
const ACTORS = ["customer", "token", "staff", "api_key"] as const;

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

const Customer = z.strictObject({
  id: z.uuid(),
  linked: z.array(z.uuid()).describe("Other records of the same person."),
  customer_number: z.string().nullable(),
  known_by: z
    .array(z.strictObject({ kind: z.string(), verified: z.boolean(), changed: z.boolean() }))
    .describe("Kinds of identifier. changed: it changed and was not proved since, so nothing is sent to it."),
});

const customerOf = ({ customerNumber, knownBy, ...rest }: CustomerView) => ({
  ...rest,
  customer_number: customerNumber,
  known_by: knownBy,
});

const FindQuery = z.strictObject({
  email: z.string().min(3).max(254).optional(),
  phone: z.string().min(3).max(40).optional(),
  customer_number: z.string().min(1).max(200).optional(),
});

export const findCustomersEndpoint = defineEndpoint({
  method: "get",
  path: "/customers",
  operationId: "findCustomers",
  tag: "Customers",
  scope: "customers",
  summary: "Find a customer by one exact identifier",
  description: "Give exactly one of email, phone and customer_number. Nobody is found by a part of one.",
  idempotent: false,
  query: FindQuery,
  answers: {
    200: {
      description: "The customer, or an empty list.",
      schema: z.strictObject({ customers: z.array(Customer) }),
      example: {
        customers: [
          {
            ...{ id, linked: [], customer_number: "100042" },
            known_by: [{ kind: "email", verified: true, changed: false }],
          },
        ],
      },
    },
  },
  async handler({ ctx, query }) {
    const { email, phone, customer_number } = query;
    const given = [email && { email }, phone && { phone }, customer_number && { customer_number }];
    const [reference, second] = given.filter((one) => one !== undefined && one !== "");
    if (!reference || second) throw invalid("/query", "exactly one of email, phone and customer_number");
    const found = await findCustomer(ctx, reference);
    return { status: 200, body: { customers: found ? [customerOf(found)] : [] } };
  },
});

const Given = z.strictObject({
  email: z.string().min(3).max(254).optional(),
  phone: z.string().min(3).max(40).optional().describe("E.164, such as +353861234567."),
});

export const putCustomerEndpoint = defineEndpoint({
  method: "put",
  path: "/customers/{customer_number}",
  operationId: "putCustomer",
  tag: "Customers",
  scope: "customers",
  summary: "Make a customer known, or their identifiers",
  description:
    "Identifiers only. What your sources say of the customer stands. An address that changes is sent nothing until the customer has proved it.",
  idempotent: false,
  params: z.strictObject({ customer_number: z.string().min(1).max(200) }),
  body: Given,
  example: { email: "ana@example.com" },
  answers: {
    200: {
      description: "The customer was known.",
      schema: z.strictObject({ customer: z.strictObject({ id: z.uuid() }) }),
      example: { customer: { id } },
    },
    201: {
      description: "The customer is new.",
      schema: z.strictObject({ customer: z.strictObject({ id: z.uuid() }) }),
      example: { customer: { id } },
    },
  },
  problems: ["gone", "conflict"],
  async handler({ ctx, params, body }) {
    const { customer, created } = await putCustomer(ctx, { number: params.customer_number, given: body });
    return { status: created ? 201 : 200, body: { customer } };
  },
});
