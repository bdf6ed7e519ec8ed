import { setImmediate as others } from "node:timers/promises";
import { byId } from "../brand";
import { cellKey } from "../choices";
import type { Ctx } from "../context";
import type { House } from "../house";
import { newId } from "../random";
import { meetAll, nameOf } from "../systems";
import type { MappedCell, Reading } from "./catalog";
import { Draft, type Stamp } from "./draft";
import { type Person, readImportFacts } from "./facts";
import { addAddresses, addAll, type Newcomer, newcomerOf } from "./newcomers";
import { type PlanInput, planImported } from "./plan";
import type { Place, Tally } from "./tally";
import { referenceOf, type Who } from "./who";

/** One row as it was read; `who` null: nobody can be known by it, `reading` null: it does not fit the heading. */
export interface Row {
  place: Place;
  reading: Reading | null;
  who: Who | null;
}

export interface Judging {
  stamp: Stamp;
  tally: Tally;
  /** Whether the brand's sources are asked about who is new. */
  asks: boolean;
}

/** Rows judged without a pause: what the database answers to the batch before is not to wait for longer. */
const AT_ONCE = 25;

/** Judges a batch by what stands here, row by row, and drafts what is written. */
export async function judge(ctx: Ctx, rows: readonly Row[], judging: Judging): Promise<Draft> {
  const { house } = ctx;
  const { stamp, tally, asks } = judging;
  const named = rows.filter((row): row is Named => row.who !== null && row.reading !== null);
  const lookups = [...new Set(named.map(({ who }) => who.first.hex))];
  const cells = cellsIn(named);
  const facts = await readImportFacts(house, { lookups, cells });
  const met = asks ? await meetUnknown(ctx, { named, cells, people: facts.people }) : new Map();
  const draft = new Draft(stamp, facts.now);
  const desk = { house, draft, people: facts.people, met, judging };
  for (const [at, row] of rows.entries()) {
    if (at % AT_ONCE === 0) await others();
    tally.counts.rows += 1;
    if (row.reading === null) tally.addRow(row.place, "broken");
    else if (row.who === null) tally.addRow(row.place, "no_address");
    else judgeRow(desk, { ...row, reading: row.reading, who: row.who });
  }
  tally.counts.newcomers += draft.newcomers.size;
  return draft;
}

interface Named extends Row {
  reading: Reading;
  who: Who;
}

interface Desk {
  house: House;
  draft: Draft;
  /** By the keyed hash of what they are named by. */
  people: Map<string, Person>;
  met: ReadonlyMap<string, NonNullable<Parameters<typeof newcomerOf>[1]["met"]>>;
  judging: Judging;
}

const cellsIn = (rows: readonly Named[]): MappedCell[] => [
  ...new Map(
    rows
      .flatMap(({ reading }) => reading.said.map(({ cell }) => cell))
      .map((cell) => [cellKey(cell.purpose, cell.channel), cell]),
  ).values(),
];

/** Whom the sources know is that customer, or comes with what they say. */
async function meetUnknown(
  ctx: Ctx,
  { named, cells, people }: { named: readonly Named[]; cells: MappedCell[]; people: Map<string, Person> },
): Promise<Desk["met"]> {
  const unknown = named.filter(
    ({ who, reading }) =>
      !people.has(who.first.hex) &&
      reading.said.some(({ to, exact }) => to === "on" || to === "off" || exact),
  );
  const met = await meetAll(
    ctx,
    unknown.map(({ who }) => referenceOf(who.first)),
  );
  const found = new Map<string, NonNullable<Parameters<typeof newcomerOf>[1]["met"]>>();
  const known = new Set<string>();
  for (const { who } of unknown) {
    const one = met.get(nameOf(ctx, referenceOf(who.first)));
    if (one && "newcomer" in one) found.set(who.first.hex, one.newcomer);
    else if (one) known.add(who.first.hex);
  }
  if (known.size === 0) return found;
  const again = await readImportFacts(ctx.house, { lookups: [...known], cells });
  for (const [hex, person] of again.people) people.set(hex, person);
  return found;
}

const NOBODY: Person = {
  ...{ id: "", linked: [], seq: 0, cells: new Map(), knownBy: new Map() },
  sealer: () => {
    throw new Error("nobody has no key");
  },
};

function judgeRow({ house, draft, people, met, judging }: Desk, { place, reading, who }: Named): void {
  const known = people.get(who.first.hex);
  let person = known ?? NOBODY;
  const actId = newId();
  for (const said of reading.said) {
    const { purpose, channel } = said.cell;
    const planned = planImported({
      said,
      purpose: byId(house.brand.purposes, purpose),
      judged: person.cells.get(cellKey(purpose, channel)) ?? null,
      address: addressOf(house, { person, who, cell: said.cell, isOwn: said.exact !== undefined }),
      vouched: judging.stamp.vouched,
    });
    const outcome = person.sealer === null && planned.steps.length > 0 ? "kept" : planned.outcome;
    judging.tally.add(place, { said, outcome, key: who.first });
    if (planned.steps.length === 0 || person.sealer === null) continue;
    if (person === NOBODY) person = admit({ house, draft, people, met }, { who, reading });
    draft.write(person, { said, steps: planned.steps, place, actId });
  }
  const newcomer = draft.newcomers.get(person.id);
  if (newcomer) know(newcomer, { who, reading, people });
}

function admit(
  { house, draft, people, met }: Pick<Desk, "house" | "draft" | "people" | "met">,
  { who }: { who: Who; reading: Reading },
): Person {
  const newcomer = newcomerOf(house, { who, met: met.get(who.first.hex) ?? null });
  draft.newcomers.set(newcomer.person.id, newcomer);
  people.set(who.first.hex, newcomer.person);
  return newcomer.person;
}

/** What a row adds to what a newcomer is known by. */
function know(
  newcomer: Newcomer,
  { who, reading, people }: { who: Who; reading: Reading; people: Map<string, Person> },
): void {
  if (reading.said.some(({ exact }) => exact)) addAll(newcomer, who);
  else addAddresses(newcomer, { who, said: reading.said });
  for (const hexes of newcomer.person.knownBy.values())
    for (const hex of hexes) if (!people.has(hex)) people.set(hex, newcomer.person);
}

/** Whether the address that a choice is about is the person's. */
function addressOf(
  house: House,
  { person, who, cell, isOwn }: { person: Person; who: Who; cell: MappedCell; isOwn: boolean },
): PlanInput["address"] {
  const kind = cell.address;
  if (isOwn || (kind !== "email" && kind !== "phone")) return "theirs";
  const key = who.keys.find((one) => one.kind === kind);
  if (!key) return "none";
  const none = house.keys.lookup(kind, "").toString("hex");
  const theirs = [...(person.knownBy.get(kind) ?? [])].filter((hex) => hex !== none);
  return theirs.length === 0 || theirs.includes(key.hex) ? "theirs" : "other";
}
