import { z } from "zod";
import { listDeliveries, replay } from "@/domain/webhooks";
import { DELIVERY_STATES } from "@/domain/webhooks/catalog";
import { MOST_REPLAYED, replayEvents } from "@/domain/webhooks/replay-events";
import { ListQuery, readCursor, writeCursor } from "./cursor";
import { Moment } from "./customer-reference";
import { defineEndpoint } from "./endpoint";
import { invalid } from "./problem";
import { ById, Delivery, deliveryOf } from "./webhook-parts";

const [tag, scope] = ["Webhooks", "webhooks"] as const;
const event = "019abf06-54c8-7cc1-8ac6-2f8a1b0f3f55";

export const listDeliveriesEndpoint = defineEndpoint({
  ...{
    method: "get",
    path: "/webhook-endpoints/{id}/deliveries",
    operationId: "listWebhookDeliveries",
    tag,
    scope,
  },
  summary: "See what was sent to an endpoint, and what became of it",
  description: "The newest first.",
  idempotent: false,
  params: ById,
  query: z.strictObject({
    ...ListQuery.shape,
    state: z.enum(DELIVERY_STATES).optional().describe("Only those that stand so."),
  }),
  answers: {
    200: {
      description: "The deliveries, and where the list goes on.",
      schema: z.strictObject({ deliveries: z.array(Delivery), next_cursor: z.string().nullable() }),
      example: {
        deliveries: [
          {
            ...{ event, type: "choice.changed", at: "2026-11-21T10:00:00.000Z", customer: { id: event } },
            ...{ state: "delivered", attempts: 1, tried_at: "2026-11-21T10:00:00.200Z", status: 204 },
            ...{ reason: null, next_at: null, obeyed_at: "2026-11-21T10:00:01.000Z" },
          },
        ],
        next_cursor: null,
      },
    },
  },
  problems: ["not-found", "bad-cursor"],
  async handler({ ctx, params: { id }, query: { limit, cursor, state } }) {
    const list = `deliveries/${id}/${state ?? ""}`;
    const [before] = readCursor(ctx, list, cursor) ?? [];
    const of = { id, limit: limit + 1, ...(state && { state }) };
    const found = await listDeliveries(ctx, {
      ...of,
      ...(before !== undefined && { before: Number(before) }),
    });
    const deliveries = found.slice(0, limit);
    const last = deliveries.at(-1);
    const next = found.length > limit && last ? writeCursor(ctx, list, [last.position]) : null;
    return { status: 200, body: { deliveries: deliveries.map(deliveryOf), next_cursor: next } };
  },
});

const Wanted = z.union([
  z.strictObject({
    events: z.array(z.uuid()).min(1).max(MOST_REPLAYED).describe("The webhook-ids to send again."),
  }),
  z.strictObject({
    since: Moment.describe("Everything that happened from then on."),
    until: Moment.optional().describe("And before then. Now."),
    only: z.literal("dead").optional().describe("Only what was given up."),
  }),
]);

/** Beyond these nothing ever happened, and the database has no such years. */
const [FIRST, LAST] = [Date.UTC(2000, 0), Date.UTC(3000, 0)];
const within = (moment: string) => new Date(Math.min(Math.max(Date.parse(moment), FIRST), LAST));

const answerOf = ({ count }: { count: number }) => ({ status: 200, body: { replayed: count } });

export const replayEndpoint = defineEndpoint({
  ...{ method: "post", path: "/webhook-endpoints/{id}/replay", operationId: "replayWebhooks", tag, scope },
  summary: "Send again what was sent or given up",
  description:
    "Named events, or everything of a time: each with the webhook-id that it had, in the order that it had. What still waits is not sent twice.",
  idempotent: true,
  params: ById,
  body: Wanted,
  example: { since: "2026-11-21T08:00:00Z", until: "2026-11-21T12:00:00Z", only: "dead" },
  answers: {
    200: {
      description: "How many are sent again.",
      schema: z.strictObject({ replayed: z.int() }),
      example: { replayed: 12 },
    },
  },
  problems: ["not-found"],
  async handler({ ctx, params: { id }, body, keep }) {
    if ("events" in body) {
      const settle: NonNullable<typeof ctx.settle> = (tx, value) =>
        keep(tx, answerOf(value as { count: number }));
      return answerOf(await replayEvents({ ...ctx, settle }, { id, events: body.events }));
    }
    const { since, until, only } = body;
    const [from, to] = [within(since), until === undefined ? undefined : within(until)];
    if (to && to <= from) throw invalid("/until", "later than since");
    const time = { from, ...(to && { to }), ...(only && { only }) };
    return answerOf(await replay(ctx, { id, ...time }));
  },
});
