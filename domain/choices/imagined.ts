import type { Brand } from "@/domain/brand";
import { type Book, cellKey, cellsOf, type Recorded } from "./cells";
import { cellKind } from "./kinds";
import { drawChoices } from "./list";
import { stand } from "./plan";
import { ADDRESS_KINDS, type ChoiceState } from "./states";
import type { ChoicesView } from "./view";

/** Whose words the choices are told in, by which purposes and at what time. */
export interface Imagining {
  brand: Brand;
  locale: string;
  now: Date;
}

/** The choices of nobody: how they look, and which purposes are on. */
export interface Imagined {
  view: ChoicesView;
  on: Set<string>;
}

const STATES = {
  switch: { on: "granted", off: "withdrawn" },
  objection: { on: "not_objected", off: "objected" },
} as const satisfies Record<string, Record<"on" | "off", ChoiceState>>;

function imaginedBook({ brand, now }: Imagining, on: ReadonlySet<string>): Book {
  const since = new Date(now.getTime() - 1_000);
  const choices = new Map<string, Recorded>();
  for (const { purpose, channel } of brand.purposes.flatMap(cellsOf)) {
    const kind = cellKind(purpose, channel);
    if (kind !== "switch" && kind !== "objection") continue;
    const state = STATES[kind][on.has(purpose.id) ? "on" : "off"];
    const decided = { state, pausedUntil: null, frequency: null, since };
    choices.set(cellKey(purpose.id, channel), { ...decided, seq: 1, at: since, by: "you" });
  }
  const addresses = new Map(ADDRESS_KINDS.map((kind) => [kind, { masked: null, state: "ok" as const }]));
  return { seen: 0, choices, addresses, stop: null };
}

/**
 * What Your choices would show somebody who can be reached everywhere and has just these purposes on, besides those
 * that nobody decides about. Nothing is read; a purpose that the brand does not have is left aside. Pure.
 */
export function imagineChoices(imagining: Imagining, on: ReadonlySet<string>): Imagined {
  const { brand, now } = imagining;
  const book = imaginedBook(imagining, on);
  const chosen = brand.purposes.filter((purpose) =>
    cellsOf(purpose).some((cell) => stand({ brand, book, now }, cell).chosen),
  );
  return {
    view: drawChoices({ ...imagining, book }, { uses: new Map(), obeyed: () => [] }),
    on: new Set(chosen.map(({ id }) => id)),
  };
}
