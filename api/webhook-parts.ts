import { z } from "zod";
import { SystemName } from "@/domain/obeyed/catalog";
import {
  DELIVERY_REASONS,
  DELIVERY_STATES,
  type DeliveryView,
  ENDPOINT_STANDINGS,
  type EndpointView,
  periodOf,
  WEBHOOK_EVENTS,
} from "@/domain/webhooks/catalog";
import { secondsOf } from "@/domain/webhooks/period";

/** The path of one endpoint. */
export const ById = z.strictObject({ id: z.uuid() });

const Url = z.string().min(1).max(2_000).describe("Https, port 443, a host on the public internet.");
const Events = z.array(z.enum(WEBHOOK_EVENTS)).min(1).max(WEBHOOK_EVENTS.length);
const System = SystemName.describe(
  "The name under which the system behind it tells POST /obeyed; without one any name counts.",
);
const Period = z
  .string()
  .max(40)
  .regex(/^P(\d{1,3}D)?(T(\d{1,4}H)?(\d{1,5}M)?(\d{1,6}S)?)?$/u, {
    error: "an ISO 8601 duration, such as PT1H",
    abort: true,
  })
  .refine((text) => secondsOf(text) !== null, "from PT1S to P366D")
  .transform((text) => secondsOf(text) ?? 0)
  .describe("How long the system may take to say that it obeyed (ISO 8601). PT1H.");

/** What an endpoint is made from. */
export const NewEndpoint = z.strictObject({
  url: Url,
  events: Events,
  obeys_within: Period.optional(),
  system: System.optional(),
});

/** What may be changed; what is not named stays. */
export const ChangedEndpoint = z.strictObject({
  url: Url.optional(),
  events: Events.optional(),
  obeys_within: Period.optional(),
  system: System.nullable().optional(),
  enabled: z
    .boolean()
    .optional()
    .describe("False: nothing is sent. True again: what happened meanwhile comes first."),
  rotate_secret: z
    .literal(true)
    .optional()
    .describe("Makes a new secret; the one before signs beside it for a day."),
});

const When = z.iso.datetime().nullable();

const told = {
  id: z.uuid(),
  url: z.string(),
  events: z.array(z.enum(WEBHOOK_EVENTS)),
  obeys_within: z.string(),
  system: z.string().nullable(),
  standing: z
    .enum(ENDPOINT_STANDINGS)
    .describe(
      "failing: something was given up and nothing arrived since. held: it asked for a rest. gone: it answered 410. disabled: by hand.",
    ),
  created_at: z.iso.datetime(),
  disabled_at: When,
  failing_since: When,
  last_delivered_at: When,
  previous_secret_until: When.describe("Until when the secret before signs too."),
};

export const Endpoint = z.strictObject(told).meta({ id: "WebhookEndpoint" });

const secret = z.string().describe("whsec_ and base64: signs everything that is sent here. Shown this once.");
export const EndpointWithSecret = z.strictObject({ ...told, secret });
export const EndpointPerhapsSecret = z.strictObject({ ...told, secret: secret.optional() });

const time = (at: Date | null) => at?.toISOString() ?? null;

/** An endpoint as the API tells it. */
export const endpointOf = (view: EndpointView) => ({
  ...{ id: view.id, url: view.url, events: view.events, obeys_within: periodOf(view.obeysWithin) },
  ...{ system: view.system, standing: view.standing, created_at: view.createdAt.toISOString() },
  ...{ disabled_at: time(view.disabledAt), failing_since: time(view.failingAt) },
  last_delivered_at: time(view.lastDeliveredAt),
  previous_secret_until: time(view.previousUntil),
});

export const Delivery = z
  .strictObject({
    event: z.uuid().describe("The webhook-id; the same in every attempt and every replay."),
    type: z.enum(WEBHOOK_EVENTS),
    at: z.iso.datetime().describe("When it happened."),
    customer: z.strictObject({ id: z.uuid() }).nullable(),
    state: z
      .enum(DELIVERY_STATES)
      .describe("dead: given up after the last attempt; a replay sends it again."),
    attempts: z.int(),
    tried_at: When,
    status: z.int().nullable().describe("What the last attempt was answered."),
    reason: z.enum(DELIVERY_REASONS).nullable().describe("Why there was no answer."),
    next_at: When,
    obeyed_at: When,
  })
  .meta({ id: "WebhookDelivery" });

/** A delivery as the API tells it. */
export const deliveryOf = (view: DeliveryView) => ({
  ...{ event: view.event, type: view.type, at: view.at.toISOString(), state: view.state },
  customer: view.customer === null ? null : { id: view.customer },
  ...{ attempts: view.attempts, tried_at: time(view.triedAt), status: view.status, reason: view.reason },
  ...{ next_at: time(view.nextAt), obeyed_at: time(view.obeyedAt) },
});

/** For the document. */
export const sampleEndpoint = {
  ...{ id: "019abf06-54c8-7cc1-8ac6-2f8a1b0f3f55", url: "https://mail.brand.example/forthright" },
  ...{ events: ["choice.changed", "channel.stopped"], obeys_within: "PT1H", system: "our mail system" },
  ...{ standing: "ok", created_at: "2026-11-21T10:00:00.000Z", disabled_at: null, failing_since: null },
  ...{ last_delivered_at: null, previous_secret_until: null },
} satisfies z.input<typeof Endpoint>;
export const sampleSecret = "whsec_bm90IGEgc2VjcmV0LCBidXQgYSBzYW1wbGUgb2Ygb25l";
