import { z } from "zod";
import { MOST_USES, type TellUsesResult, type ToldUse, tellUses } from "@/domain/systems";
import { CustomerReference, Moment, Name, Position } from "./customer-reference";
import { defineEndpoint } from "./endpoint";

const Use = z.strictObject({
  customer: CustomerReference,
  purpose: Name,
  channel: Name.optional().describe("Left out where the use went through no channel."),
  items: z.array(Name).max(100).describe("Ids of the held items that were used."),
  title: z.string().trim().min(1).max(300).describe("What the customer knows it by, such as the subject."),
  campaign: z.string().trim().min(1).max(200).optional().describe("Your own name of the campaign."),
  occurred_at: Moment,
  decision: z
    .union([Position, z.int().min(0).max(2_147_483_647)])
    .optional()
    .describe("The ledger of the decision that allowed it, or its seq."),
});

const Body = z.strictObject({ uses: z.array(Use).min(1).max(MOST_USES) });

const Answered = z.strictObject({
  ids: z.array(z.uuid().nullable()).describe("In the order told; null where errors says why."),
  errors: z
    .array(
      z.strictObject({
        index: z.int().min(0),
        field: z.enum(["customer", "purpose", "channel", "items", "occurred_at"]),
        detail: z.string(),
      }),
    )
    .describe("Entries that were not recorded. The others were."),
});

const toldOf = (use: z.output<typeof Use>): ToldUse => ({
  ...{ customer: use.customer, purpose: use.purpose, channel: use.channel ?? "", items: use.items },
  ...{ title: use.title, campaign: use.campaign ?? null, occurredAt: new Date(use.occurred_at) },
  decision: typeof use.decision === "object" ? use.decision.seq : (use.decision ?? null),
});

const answerOf = ({ ids, errors }: TellUsesResult) => ({ status: 200, body: { ids, errors } });

export const usesEndpoint = defineEndpoint({
  method: "post",
  path: "/uses",
  operationId: "tellUses",
  tag: "Uses",
  scope: "uses:write",
  summary: "Record what was done with people's data",
  description:
    "Up to 1,000 at once. The customer reads them in Activity, counts them on Your choices, and sees them behind “Why did I get this?”. A purpose with a frequency is denied until its period is over. An entry that names something the brand does not have is said by its index, and the others are recorded.",
  size: "batch",
  idempotent: true,
  body: Body,
  example: {
    uses: [
      {
        ...{ customer: { email: "ana@example.com" }, purpose: "offers", channel: "email", items: ["email"] },
        ...{ title: "Autumn offers", campaign: "2026-11", occurred_at: "2026-11-21T10:00:00Z" },
        decision: { seq: 4, hash: "9f".repeat(32) },
      },
    ],
  },
  answers: {
    200: {
      description: "The id of each use.",
      schema: Answered,
      example: { ids: ["019abf06-54c8-7cc1-8ac6-2f8a1b0f3f55"], errors: [] },
    },
  },
  problems: ["conflict"],
  async handler({ ctx, body, keep }) {
    const settle: NonNullable<typeof ctx.settle> = (tx, value) => keep(tx, answerOf(value as TellUsesResult));
    return answerOf(await tellUses({ ...ctx, settle }, body.uses.map(toldOf)));
  },
});
