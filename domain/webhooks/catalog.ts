import { z } from "zod";

export { boxOf, DELIVERIES_A_PAGE, type EndpointHealth, needsLook, PERIODS, periodOf } from "./view";

/** What the brand's systems can hear of. */
export const WEBHOOK_EVENTS = [
  "choice.changed",
  "channel.stopped",
  "request.opened",
  "request.due",
  "terms.published",
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** The type of what is sent to try an endpoint. */
export const TRIAL = "endpoint.tried";

export const DELIVERY_STATES = ["pending", "delivered", "dead"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Why an attempt brought no status. */
export const DELIVERY_REASONS = [
  "refused_address",
  "unreachable",
  "timeout",
  "certificate",
  "too_large",
] as const;
export type DeliveryReason = (typeof DELIVERY_REASONS)[number];

/** How an endpoint fares: `failing` has given something up and nothing arrived since; `held` asked for a rest. */
export const ENDPOINT_STANDINGS = ["ok", "failing", "held", "gone", "disabled"] as const;
export type EndpointStanding = (typeof ENDPOINT_STANDINGS)[number];

const YEAR_S = 366 * 86_400;
const Url = z.string().min(1).max(2_000);
const Events = z.array(z.enum(WEBHOOK_EVENTS)).min(1).max(WEBHOOK_EVENTS.length);
const System = z
  .string()
  .transform((text) => text.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .min(1)
      .max(80)
      .regex(/^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]+$/u),
  );
const ObeysWithin = z.int().min(1).max(YEAR_S);

/** `obeysWithin` in seconds. `system`: the name under which the system behind it says that it obeyed. */
export const CreateEndpointInput = z.strictObject({
  url: Url,
  events: Events,
  system: System.optional(),
  obeysWithin: ObeysWithin.default(3_600),
});
export type CreateEndpointInput = z.input<typeof CreateEndpointInput>;

/** What is not named stays as it is. `enabled: true` also after it was gone. */
export const ChangeEndpointInput = z.strictObject({
  id: z.uuid(),
  url: Url.optional(),
  events: Events.optional(),
  system: System.nullable().optional(),
  obeysWithin: ObeysWithin.optional(),
  enabled: z.boolean().optional(),
});
export type ChangeEndpointInput = z.infer<typeof ChangeEndpointInput>;

export const EndpointInput = z.strictObject({ id: z.uuid() });
export type EndpointInput = z.infer<typeof EndpointInput>;

/** One event, or everything of a time; `dead` only what was given up. */
export const ReplayInput = z
  .strictObject({
    id: z.uuid(),
    event: z.uuid().optional(),
    from: z.date().optional(),
    to: z.date().optional(),
    only: z.enum(["dead"]).optional(),
  })
  .refine(({ event, from }) => (event === undefined) !== (from === undefined), {
    error: "one event, or a time to begin at",
  });
export type ReplayInput = z.infer<typeof ReplayInput>;

/** An endpoint as people see it. Its secret is shown when it is made, and never again. */
export interface EndpointView {
  id: string;
  url: string;
  events: WebhookEvent[];
  system: string | null;
  /** Seconds. */
  obeysWithin: number;
  createdBy: string;
  createdAt: Date;
  standing: EndpointStanding;
  disabledAt: Date | null;
  failingAt: Date | null;
  heldUntil: Date | null;
  lastDeliveredAt: Date | null;
  /** Until when the secret before still signs. */
  previousUntil: Date | null;
}

/** A secret that nobody will see again, as `whsec_` and base64. */
export interface NewSecret {
  endpoint: EndpointView;
  secret: string;
}

/** One event's way to one endpoint. */
export interface DeliveryView {
  /** Rises with time: a cursor. */
  position: number;
  /** The `webhook-id`. */
  event: string;
  type: WebhookEvent;
  /** When it happened. */
  at: Date;
  customer: string | null;
  state: DeliveryState;
  attempts: number;
  triedAt: Date | null;
  status: number | null;
  reason: DeliveryReason | null;
  nextAt: Date | null;
  obeyedAt: Date | null;
}

/** What came of trying an endpoint. */
export interface Trial {
  ok: boolean;
  status: number | null;
  reason: DeliveryReason | null;
  ms: number;
}

/** How many deliveries of an endpoint are in which state; `oldestPendingAt`: since when something waits. */
export interface DeliveryCounts {
  pending: number;
  dead: number;
  oldestPendingAt: Date | null;
}
