import { z } from "zod";
import {
  DECISION_REASONS,
  type Decision,
  type DecisionRequest,
  decideMany,
  MOST_DECISIONS,
} from "@/domain/choices";
import { CustomerReference, Name, Position } from "./customer-reference";
import { defineEndpoint } from "./endpoint";

const Entry = z.strictObject({
  customer: CustomerReference,
  purpose: Name,
  channel: Name.optional().describe("Left out for a purpose that is one switch."),
  items: z.array(Name).max(100).optional().describe("Held items that would be used."),
});

const { $schema: _, ...entry } = z.toJSONSchema(Entry, { reused: "inline" });

/** Each entry is read by itself, so that a bad one is denied and fails no other. */
const Body = z.strictObject({ requests: z.array(z.unknown().meta(entry)).min(1).max(MOST_DECISIONS) });

const Answered = z
  .strictObject({
    decision: z.enum(["allow", "deny"]),
    reason: z.enum(DECISION_REASONS),
    because: z.string().describe("One plain sentence for people; names no value."),
    ledger: Position.nullable().describe("Where the customer's ledger stood; null: nothing is recorded."),
    valid_until: z.iso.datetime().describe("Keep the answer no longer than this: five minutes at most."),
  })
  .meta({ id: "Decision" });

function read(value: unknown): DecisionRequest | null {
  const { success, data } = Entry.safeParse(value);
  if (!success) return null;
  const { customer, purpose, channel = "", items = [] } = data;
  return { customer, purpose, channel, items };
}

const shape = ({ validUntil, ...decision }: Decision) => ({
  ...decision,
  valid_until: validUntil.toISOString(),
});

const example = {
  requests: [{ customer: { email: "ana@example.com" }, purpose: "offers", channel: "sms", items: ["phone"] }],
};
const answered = {
  decisions: [
    {
      decision: "deny",
      reason: "withdrawn",
      because: "Turned off by the customer on 2026-11-03.",
      ledger: { seq: 4, hash: "9f".repeat(32) },
      valid_until: "2026-11-21T10:05:00.000Z",
    },
  ],
};

export const decisionsEndpoint = defineEndpoint({
  method: "post",
  path: "/decisions",
  operationId: "decide",
  tag: "Decisions",
  scope: "decisions",
  summary: "Ask before data is used: may we?",
  description:
    "Up to 1,000 questions at once, answered in their order. Unknown means no. An entry that cannot be read is denied with the reason invalid, and the others are still answered. Without an answer from here, the answer is no.",
  size: "batch",
  idempotent: false,
  body: Body,
  example,
  answers: {
    200: {
      description: "One decision for each question, in the order asked.",
      schema: z.strictObject({ decisions: z.array(Answered) }),
      example: answered,
    },
  },
  async handler({ ctx, body }) {
    const decisions = await decideMany(ctx, body.requests.map(read));
    return { status: 200, body: { decisions: decisions.map(shape) } };
  },
});
