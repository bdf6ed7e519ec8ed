import { z } from "zod";
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  listEndpoints,
  readEndpoint,
  rotateSecret,
} from "@/domain/webhooks";
import type { NewSecret } from "@/domain/webhooks/catalog";
import { ListQuery, readCursor, writeCursor } from "./cursor";
import { defineEndpoint } from "./endpoint";
import {
  ById,
  ChangedEndpoint,
  Endpoint,
  EndpointPerhapsSecret,
  EndpointWithSecret,
  endpointOf,
  NewEndpoint,
  sampleEndpoint,
  sampleSecret,
} from "./webhook-parts";

const [tag, scope] = ["Webhooks", "webhooks"] as const;
const LIST = "webhook-endpoints";

export const listEndpointsEndpoint = defineEndpoint({
  ...{ method: "get", path: "/webhook-endpoints", operationId: "listWebhookEndpoints", tag, scope },
  summary: "List the webhook endpoints",
  description: "The oldest first. Secrets are never told again.",
  idempotent: false,
  query: ListQuery,
  answers: {
    200: {
      description: "The endpoints, and where the list goes on.",
      schema: z.strictObject({ endpoints: z.array(Endpoint), next_cursor: z.string().nullable() }),
      example: { endpoints: [sampleEndpoint], next_cursor: null },
    },
  },
  problems: ["bad-cursor"],
  async handler({ ctx, query }) {
    const [after] = readCursor(ctx, LIST, query.cursor) ?? [];
    const all = await listEndpoints(ctx);
    // Ids rise with time, so the list goes on after one that was deleted meanwhile.
    const rest = after === undefined ? all : all.filter(({ id }) => id > String(after));
    const endpoints = rest.slice(0, query.limit);
    const last = endpoints.at(-1);
    const next = rest.length > query.limit && last ? writeCursor(ctx, LIST, [last.id]) : null;
    return { status: 200, body: { endpoints: endpoints.map(endpointOf), next_cursor: next } };
  },
});

const madeOf = ({ endpoint, secret }: NewSecret) => ({
  status: 201,
  body: { ...endpointOf(endpoint), secret },
});

export const makeEndpointEndpoint = defineEndpoint({
  ...{ method: "post", path: "/webhook-endpoints", operationId: "makeWebhookEndpoint", tag, scope },
  summary: "Say where a system wants to hear of changes",
  description:
    "From then on each event of these types is sent there, signed by Standard Webhooks with the secret of this answer, in order for each customer, and tried for three days.",
  idempotent: true,
  body: NewEndpoint,
  example: {
    ...{ url: "https://mail.brand.example/forthright", events: ["choice.changed", "channel.stopped"] },
    ...{ obeys_within: "PT1H", system: "our mail system" },
  },
  answers: {
    201: {
      description: "The endpoint with its secret.",
      schema: EndpointWithSecret,
      example: { ...sampleEndpoint, secret: sampleSecret },
    },
  },
  async handler({ ctx, body, keep }) {
    const { obeys_within: obeysWithin, ...rest } = body;
    const settle: NonNullable<typeof ctx.settle> = (tx, value) => keep(tx, madeOf(value as NewSecret));
    return madeOf(await createEndpoint({ ...ctx, settle }, { ...rest, ...(obeysWithin && { obeysWithin }) }));
  },
});

const Counts = z.strictObject({
  pending: z.int(),
  dead: z.int(),
  oldest_pending_at: z.iso.datetime().nullable(),
});

export const readEndpointEndpoint = defineEndpoint({
  ...{ method: "get", path: "/webhook-endpoints/{id}", operationId: "readWebhookEndpoint", tag, scope },
  summary: "Read one webhook endpoint and how its deliveries stand",
  idempotent: false,
  params: ById,
  answers: {
    200: {
      description: "The endpoint.",
      schema: z.strictObject({ ...Endpoint.shape, deliveries: Counts }),
      example: { ...sampleEndpoint, deliveries: { pending: 0, dead: 0, oldest_pending_at: null } },
    },
  },
  problems: ["not-found"],
  async handler({ ctx, params }) {
    const { deliveries, ...endpoint } = await readEndpoint(ctx, params);
    const { pending, dead, oldestPendingAt } = deliveries;
    const counts = { pending, dead, oldest_pending_at: oldestPendingAt?.toISOString() ?? null };
    return { status: 200, body: { ...endpointOf(endpoint), deliveries: counts } };
  },
});

export const changeEndpointEndpoint = defineEndpoint({
  ...{ method: "patch", path: "/webhook-endpoints/{id}", operationId: "changeWebhookEndpoint", tag, scope },
  summary: "Change a webhook endpoint, or its secret",
  description:
    "What is not named stays. After rotate_secret both secrets sign for a day, so that the receiver takes the new one when it is ready.",
  idempotent: false,
  params: ById,
  body: ChangedEndpoint,
  example: { events: ["choice.changed"], rotate_secret: true },
  answers: {
    200: {
      description: "The endpoint as it is now; with its new secret where one was asked for.",
      schema: EndpointPerhapsSecret,
      example: { ...sampleEndpoint, secret: sampleSecret },
    },
  },
  problems: ["not-found"],
  async handler({ ctx, params, body }) {
    const { obeys_within: obeysWithin, rotate_secret: rotate, ...rest } = body;
    const changes = { ...rest, ...(obeysWithin && { obeysWithin }) };
    const endpoint = await changeEndpoint(ctx, { ...params, ...changes });
    if (!rotate) return { status: 200, body: endpointOf(endpoint) };
    const made = await rotateSecret(ctx, params);
    return { status: 200, body: { ...endpointOf(made.endpoint), secret: made.secret } };
  },
});

export const deleteEndpointEndpoint = defineEndpoint({
  ...{ method: "delete", path: "/webhook-endpoints/{id}", operationId: "deleteWebhookEndpoint", tag, scope },
  summary: "Take a webhook endpoint away",
  description: "Nothing more is sent there, not even what still waits.",
  idempotent: false,
  params: ById,
  answers: { 204: { description: "It is gone.", schema: null } },
  problems: ["not-found"],
  async handler({ ctx, params }) {
    await deleteEndpoint(ctx, params);
    return { status: 204 };
  },
});
