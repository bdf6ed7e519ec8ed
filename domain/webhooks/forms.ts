import { z } from "zod";
import { boxOf, CreateEndpointInput, PERIODS, WEBHOOK_EVENTS } from "./catalog";

const SECONDS: Record<(typeof PERIODS)[number], number> = {
  ...{ PT5M: 300, PT15M: 900, PT1H: 3_600, PT4H: 14_400, P1D: 86_400, P7D: 604_800 },
};

const boxes = Object.fromEntries(
  WEBHOOK_EVENTS.map((event) => [boxOf(event), z.literal("on").optional()]),
) as Record<string, z.ZodOptional<z.ZodLiteral<"on">>>;

/** The form that makes an endpoint: a box for each event. */
export const AddEndpointForm = z
  .strictObject({
    url: z.string().max(2_100),
    system: z.string().max(200),
    within: z.enum(PERIODS),
    ...boxes,
  })
  .transform(
    ({ url, system, within, ...ticked }): CreateEndpointInput => ({
      url: url.trim(),
      events: WEBHOOK_EVENTS.filter((event) => Object.hasOwn(ticked, boxOf(event))),
      obeysWithin: SECONDS[within],
      ...(system.trim() && { system }),
    }),
  )
  .pipe(CreateEndpointInput);

/** Sends nothing any more, or sends again. */
export const SwitchEndpointForm = z
  .strictObject({ id: z.uuid(), enabled: z.enum(["yes", "no"]) })
  .transform(({ id, enabled }) => ({ id, enabled: enabled === "yes" }));

const Day = z.preprocess((value) => (value === "" ? undefined : value), z.iso.date().optional());

/**
 * One event, or the days from and until which, both included, by the brand's calendar; `only`: what was given up.
 * Without a day it is everything of that kind.
 */
export const ReplayForm = z.strictObject({
  id: z.uuid(),
  event: z.uuid().optional(),
  from: Day,
  to: Day,
  only: z.literal("dead").optional(),
});
export type ReplayForm = z.infer<typeof ReplayForm>;
