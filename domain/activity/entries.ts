import { type Brand, byId, type Said, say } from "@/domain/brand";
import { FREQUENCIES } from "@/domain/choices/catalog";
import type { VisitView } from "@/domain/visits/catalog";
import type { By, ChoiceChange, ChoiceEntry, ChoiceLine, OnBehalf, UseEntry, VisitEntry } from "./catalog";
import type { EventRow, UseRow } from "./store";

export interface Reader {
  brand: Brand;
  locale: string;
}

/** A name from the brand folder; the id itself where the brand no longer lists it. */
export function named(
  list: readonly { id: string; name: Brand["name"] }[],
  id: string,
  reader: Reader,
): Said {
  const found = byId(list, id);
  const home = reader.brand.locales[0] ?? "en";
  return found ? say(found.name, reader.locale, reader.brand) : { text: id, lang: home };
}

const channelName = (id: string, reader: Reader): Said | null =>
  id === "" ? null : named(reader.brand.channels, id, reader);

const BY_ACT: Readonly<Record<string, ChoiceChange>> = {
  grant: "turned_on",
  ask: "waiting",
  confirm: "confirmed",
  withdraw: "turned_off",
  cancel: "turned_off",
  object: "objected",
  unobject: "objection_withdrawn",
  pause: "paused",
  resume: "resumed",
  frequency: "frequency",
};

const BY_STATE: Readonly<Record<string, ChoiceChange>> = {
  granted: "turned_on",
  pending: "waiting",
  withdrawn: "turned_off",
  refused: "turned_off",
  objected: "objected",
  not_objected: "objection_withdrawn",
};

/** An undo goes back to a state, so it is told by where the choice stands after it. */
const changeOf = (event: EventRow): ChoiceChange =>
  (event.act === "undo" ? BY_STATE[event.state] : BY_ACT[event.act]) ?? "changed";

function lineOf(event: EventRow, reader: Reader): ChoiceLine {
  return {
    change: changeOf(event),
    purpose: named(reader.brand.purposes, event.purpose, reader),
    purposeId: event.purpose,
    channel: channelName(event.channel, reader),
    until: event.pausedUntil,
    frequency: FREQUENCIES.find((one) => one === event.frequency) ?? null,
    seq: event.seq,
  };
}

const BY_ACTOR: Readonly<Record<string, By>> = {
  customer: "you",
  token: "you",
  staff: "staff",
  signal: "you",
  text: "you",
};

const BY_WAY: Readonly<Record<string, ChoiceEntry["via"]>> = {
  token: "link",
  api_key: "system",
  signal: "signal",
  text: "text",
  import: "import",
};

/** One act on choices; undefined where it has no events. */
export function entryOfAct(
  act: { id: string; events: EventRow[]; onBehalf: OnBehalf | null },
  reader: Reader,
): ChoiceEntry | undefined {
  const { events, onBehalf } = act;
  const last = events.at(-1);
  if (!last) return undefined;
  return {
    kind: "choice",
    id: act.id,
    at: new Date(Math.max(...events.map((event) => event.at.getTime()))),
    by: BY_ACTOR[last.actorKind] ?? "brand",
    via: BY_WAY[last.viaKind] ?? "page",
    ...(last.viaKind === "import" ? { tool: last.actorId } : {}),
    undone: events.every((event) => event.act === "undo"),
    onBehalf,
    lines: events.map((event) => lineOf(event, reader)),
  };
}

/** Bases that leave the person a switch; which one, the choices themselves know. */
const CHOOSABLE: ReadonlySet<string> = new Set(["consent", "legitimate_interest"]);

export function entryOfUse(row: UseRow, reader: Reader): UseEntry {
  const purpose = byId(reader.brand.purposes, row.purpose);
  return {
    kind: "use",
    id: row.id,
    at: row.occurredAt,
    by: "brand",
    title: row.title,
    purpose: purpose ? say(purpose.name, reader.locale, reader.brand) : null,
    purposeId: row.purpose,
    channel: channelName(row.channel, reader),
    choosable: purpose !== undefined && CHOOSABLE.has(purpose.basis),
    items: row.items.map((item) => named(reader.brand.items, item, reader)),
  };
}

export const entryOfVisit = (visit: VisitView): VisitEntry => ({
  kind: "visit",
  id: visit.id,
  at: visit.startedAt,
  by: "staff",
  visit,
});
