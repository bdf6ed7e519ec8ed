import { z } from "zod";
import { NOT_RECORDED, TOLD_STATES, type ToldChoice, type ToldResults } from "@/domain/choices";
import { CHOICE_STATES } from "@/domain/choices/catalog";
import { tellChoices } from "@/domain/systems";
import { CustomerReference, Moment, Name, Position } from "./customer-reference";
import { defineEndpoint } from "./endpoint";

const Evidence = z
  .strictObject({
    method: z.string().min(1).max(200).describe("How the customer said it, such as checkout or phone call."),
    wording: z.string().max(4_000).optional().describe("The words that the customer saw. Needed for a yes."),
    locale: z
      .string()
      .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/u, "a language, such as en or zh-Hant")
      .max(35)
      .optional()
      .describe("The language of those words (BCP 47). Needed for a yes."),
    reference: z.string().max(500).optional().describe("Where you keep the proof."),
    terms_version: z.string().max(100).optional().describe("The version of the terms at that time."),
  })
  .meta({ id: "Evidence", description: "What proves it. Sealed with the customer's own key." });

const Told = z.strictObject({
  purpose: Name,
  channel: Name.optional().describe("Left out for a purpose that is one switch."),
  state: z
    .enum(TOLD_STATES)
    .describe("granted and withdrawn for consent, objected and not_objected for a legitimate interest."),
  until: Moment.optional().describe("The end of a pause."),
  occurred_at: Moment.describe("When the customer said it."),
  evidence: Evidence,
});

const Body = z.strictObject({ customer: CustomerReference, choices: z.array(Told).min(1).max(100) });

const Answered = z.strictObject({
  customer: z.strictObject({ id: z.uuid() }),
  choices: z.array(
    z.strictObject({
      purpose: z.string(),
      channel: z.string().nullable(),
      recorded: z.boolean(),
      reason: z
        .enum(NOT_RECORDED)
        .optional()
        .describe("Why it was not recorded; older: something newer stands."),
      state: z.enum([...CHOICE_STATES, "paused"]).describe("Where the customer's choice stands now."),
      ledger: Position.nullable().describe("The event that says so; null: nothing is recorded."),
    }),
  ),
});

const toldOf = (told: z.output<typeof Told>): ToldChoice => ({
  purpose: told.purpose,
  channel: told.channel ?? "",
  state: told.state,
  until: told.until === undefined ? null : new Date(told.until),
  occurredAt: new Date(told.occurred_at),
  evidence: Object.fromEntries(
    Object.entries(told.evidence).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ),
});

const answerOf = ({ customer, choices }: ToldResults) => ({
  status: 200,
  body: {
    customer,
    choices: choices.map(({ channel, reason, ...rest }) => ({
      ...rest,
      channel: channel || null,
      ...(reason === null ? {} : { reason }),
    })),
  },
});

const evidence = { method: "checkout", wording: "Send me offers by email.", locale: "en" };

export const choicesEndpoint = defineEndpoint({
  method: "post",
  path: "/choices",
  operationId: "tellChoices",
  tag: "Choices",
  scope: "choices:write",
  summary: "Tell what a customer chose elsewhere",
  description:
    "An older yes never beats a newer no, and nothing that comes late undoes a newer act of the customer's own. A yes needs evidence with the words and their language. Purposes with double opt-in are asked for by a message first. The customer reads that your system told it.",
  idempotent: true,
  readsAhead: true,
  body: Body,
  example: {
    customer: { email: "ana@example.com" },
    choices: [
      {
        ...{ purpose: "offers", channel: "email", state: "granted" },
        ...{ occurred_at: "2026-11-20T09:30:00Z", evidence },
      },
    ],
  },
  answers: {
    200: {
      description: "What became of each, in the order told.",
      schema: Answered,
      example: {
        customer: { id: "019abf06-54c8-7cc1-8ac6-2f8a1b0f3f55" },
        choices: [
          {
            ...{ purpose: "offers", channel: "email", recorded: false, reason: "older", state: "withdrawn" },
            ledger: { seq: 4, hash: "9f".repeat(32) },
          },
        ],
      },
    },
  },
  problems: ["not-found", "gone", "conflict"],
  async handler({ ctx, body, keep }) {
    const settle: NonNullable<typeof ctx.settle> = (tx, value) => keep(tx, answerOf(value as ToldResults));
    return answerOf(
      await tellChoices({ ...ctx, settle }, { customer: body.customer, choices: body.choices.map(toldOf) }),
    );
  },
});
