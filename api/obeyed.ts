import { z } from "zod";
import { tellObeyed } from "@/domain/obeyed";
import { type ObeyedResult, SystemName } from "@/domain/obeyed/catalog";
import { Moment } from "./customer-reference";
import { defineEndpoint } from "./endpoint";

const event = "019abf06-54c8-7cc1-8ac6-2f8a1b0f3f55";

const Body = z.strictObject({
  event: z.uuid().describe("The webhook-id."),
  at: Moment.describe("From when on it is obeyed: not before the event, at most five minutes ahead."),
  system: SystemName.describe(
    "The name that the customer reads, such as “our mail system”; or the id of a recipient or source of the brand folder, which has a name in each language.",
  ),
});

const answerOf = ({ event: id, recorded }: ObeyedResult) => ({ status: 200, body: { event: id, recorded } });

export const obeyedEndpoint = defineEndpoint({
  method: "post",
  path: "/obeyed",
  operationId: "tellObeyed",
  tag: "Webhooks",
  scope: "obeyed:write",
  summary: "Say that a change is obeyed",
  description:
    "From then on your system acts on what the event told. The customer reads it beside the choice: “Confirmed by our mail system at 14:02”. What is not told within the endpoint's obeys_within stands in red at the desk.",
  idempotent: true,
  body: Body,
  example: { event, at: "2026-11-21T14:02:00Z", system: "our mail system" },
  answers: {
    200: {
      description: "recorded is false where this system said so before; what it said then stands.",
      schema: z.strictObject({ event: z.uuid(), recorded: z.boolean() }),
      example: { event, recorded: true },
    },
  },
  problems: ["not-found"],
  async handler({ ctx, body, keep }) {
    const settle: NonNullable<typeof ctx.settle> = (tx, value) => keep(tx, answerOf(value as ObeyedResult));
    return answerOf(await tellObeyed({ ...ctx, settle }, { ...body, at: new Date(body.at) }));
  },
});
