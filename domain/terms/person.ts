import { byId, type Said, say } from "@/domain/brand";
import { observe } from "../access";
import { purposesOn } from "../choices";
import { type Ctx, subjectIds } from "../context";
import { readWholeItem } from "../held-data";
import { type EventRow, selectEvents, selectJoined } from "./store";

/** What one person's data and choices are, as far as terms ask. */
export interface Person {
  events: EventRow[];
  /** When they became known here. */
  joined: Date;
  /** Which purposes are on; read once, and only where something changed that may touch them. */
  purposes: () => Promise<ReadonlySet<string>>;
}

/** The subject's record. @throws DomainError `signed_out`, `forbidden`. */
export async function readPerson(ctx: Ctx): Promise<Person> {
  const ids = subjectIds(ctx.subject);
  const [events, joined] = await observe(ctx, "terms.own", (tx) =>
    Promise.all([selectEvents(tx, ids), selectJoined(tx, ids)]),
  );
  let on: Promise<ReadonlySet<string>> | null = null;
  const purposes = () => {
    on ??= observe(ctx, "terms.own", (tx) => purposesOn(tx, ctx));
    return on;
  };
  return { events, joined: joined ?? ctx.now, purposes };
}

export interface Holding {
  held: ReadonlySet<string>;
  /** Names of sources that did not answer. What they may hold counts as held. */
  unsure: Said[];
}

/**
 * Which of these items are held about the subject now, asked of their sources; values go no further. In a visit no
 * source is asked: what is on shows whom a line concerns, and items count as held.
 * @param within milliseconds, where a page cannot wait: a source that takes longer has not answered.
 */
export async function readHolding(ctx: Ctx, items: readonly string[], within?: number): Promise<Holding> {
  const { brand } = ctx.house;
  const known = [...new Set(items)].filter((id) => byId(brand.items, id));
  if (ctx.actor.kind !== "customer") return { held: new Set(known), unsure: [] };
  const late = within === undefined ? [] : [lateAfter(within)];
  const found = await Promise.all(
    known.map(async (item) => ({ item, whole: await Promise.race([readWholeItem(ctx, { item }), ...late]) })),
  );
  const sources = new Map<string, Said>();
  const held = found.filter(({ item, whole }) => {
    const source = byId(brand.items, item)?.source ?? "";
    if (whole.kind === "unavailable")
      sources.set(source, say(byId(brand.sources, source)?.name ?? source, ctx.locale, brand));
    return whole.kind !== "nothing" && !(whole.kind === "list" && whole.total === 0);
  });
  return { held: new Set(held.map(({ item }) => item)), unsure: [...sources.values()] };
}

const lateAfter = (milliseconds: number): Promise<{ kind: "unavailable" }> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds, { kind: "unavailable" }).unref());
