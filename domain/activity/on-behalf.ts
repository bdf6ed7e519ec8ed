import type { Tx } from "@/db/client";
import { openEvidence } from "../choices";
import type { Ctx } from "../context";
import { customerSealer } from "../customers/keys";
import { ASKED } from "../visits/catalog";
import type { OnBehalf } from "./catalog";
import type { EventRow } from "./store";

/** Who of staff did this act, and how the person had asked for it; null where it was nobody of staff. */
export async function onBehalfOf(tx: Tx, ctx: Ctx, events: readonly EventRow[]): Promise<OnBehalf | null> {
  const event = events.find(({ actorKind }) => actorKind === "staff");
  if (!event) return null;
  const evidence = openEvidence(await customerSealer(tx, ctx.house.keys, event.customerId), event);
  return {
    staff: evidence?.staff ?? "",
    ticket: evidence?.ticket ?? "",
    asked: ASKED.find((one) => one === evidence?.method) ?? null,
    words: ctx.actor.kind === "staff" ? null : (evidence?.words ?? null),
  };
}
