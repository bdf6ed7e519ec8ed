import { cache } from "react";
import type { Visited } from "@/components/page";
import type { Ctx } from "@/domain/context";
import { readShortName } from "@/domain/held-data";
import { wordsFor } from "./i18n";

/** Names of open visits are few, and each is forgotten after as many others. */
const MOST = 500;
const KEY = Symbol.for("forthright.visited");

/** Asked of the sources once in a visit, kept in memory and nowhere else. */
function known(): Map<string, Promise<Visited | null>> {
  const kept: unknown = Reflect.get(globalThis, KEY);
  if (kept instanceof Map) return kept;
  const made = new Map<string, Promise<Visited | null>>();
  Reflect.set(globalThis, KEY, made);
  return made;
}

/** By what name the pages of a visit speak of its customer; null where nobody of staff looks on. */
export const visitedOf = cache(async (ctx: Ctx): Promise<Visited | null> => {
  const visit = ctx.actor.kind === "staff" ? ctx.actor.visit : null;
  if (!visit) return null;
  const all = known();
  const asked = all.get(visit.id) ?? readShortName(ctx);
  for (const oldest of all.keys()) if (all.size >= MOST) all.delete(oldest);
  all.set(visit.id, asked);
  const name = await Promise.race([asked.catch(() => null), soon()]);
  if (!name) all.delete(visit.id);
  return name ?? nameless(ctx);
});

/** A source that is slow to say a name holds up no page. */
const soon = (): Promise<null> => new Promise((resolve) => setTimeout(resolve, 1_000, null).unref());

function nameless(ctx: Ctx): Visited {
  const { t } = wordsFor({ locale: ctx.locale, timeZone: ctx.house.brand.timeZone, now: ctx.now });
  return { first: t("visit.someone"), short: t("visit.someone") };
}
