import type { Ctx, OpenVisit } from "@/domain/context";
import type { VisitView } from "@/domain/visits/catalog";
import { readFlash } from "./flash";
import type { HeldValues } from "./held-values";
import { withQuery } from "./own-path";

type Asked = Record<string, string | undefined>;

/** The visit that a page is seen in, or null. */
export const visitOf = (ctx: Ctx): OpenVisit | null => (ctx.actor.kind === "staff" ? ctx.actor.visit : null);

/** What of one item staff are about to reveal, from the page's address; null outside of a visit. */
export function revealingOf(ctx: Ctx, query: Asked): { item: string; what: string } | null {
  if (ctx.actor.kind !== "staff" || !query.item || !query.ask) return null;
  return { item: query.item, what: query.ask };
}

/** Back to the item, which is clear now. */
export const afterReveal = (_: unknown, { input, back }: { input: { item: string }; back: string }): string =>
  withQuery(back, { item: input.item, ask: null, done: "revealed", problem: null, form: null });

/** Back to the choices, which say that it is off and that the customer reads it. */
export const afterTurningOff = (): string => "/choices?done=off#told";

export const afterSendingLink = (_: unknown, { back }: { back: string }): string =>
  withQuery(back, { done: "link", link: null, problem: null, form: null }).replace(/#.*$/u, "#told");

/** The form by which staff turn something off, as it was refused. */
export async function refusedTurningOff(
  query: Asked,
): Promise<{ fields: readonly string[]; values: Record<string, string> } | null> {
  return query.form === "turn-off" ? readFlash("turn-off") : null;
}

/** For so long a visit is news on the overview. */
const NEWS_DAYS = 7;

/** The latest visit, while it is news. `visits`: newest first. */
export function newsOf(visits: readonly VisitView[], now: Date): VisitView | null {
  const [latest] = visits;
  const since = now.getTime() - NEWS_DAYS * 86_400_000;
  return latest && latest.startedAt.getTime() > since ? latest : null;
}

/** Items that a page of a visit shows, masked or clear; what is withheld from staff is not among them. */
export function seenItems(values: HeldValues): string[] {
  return [...values].flatMap(([item, value]) =>
    !(value instanceof Promise) && value.kind === "withheld" ? [] : [item],
  );
}
