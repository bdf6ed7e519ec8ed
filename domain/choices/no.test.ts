import { describe, expect, test } from "vitest";
import { tinyBrand } from "../testing-brand";
import { type Book, cellsOf, type Recorded } from "./cells";
import { joinsFrom } from "./linked";
import { planNo, planNoAgain } from "./no";
import { planPause, planResume, type Situation } from "./plan";
import type { ChoiceState } from "./states";
import { cellsFrom, type FactRow } from "./tell-store";

const brand = tinyBrand();
const now = new Date("2026-11-21T10:00:00.000Z");
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

function situation(key: string, state: ChoiceState | null, since = ago(120)): Situation {
  const recorded: Recorded = {
    state: state ?? "unset",
    seq: 1,
    at: since,
    since,
    pausedUntil: null,
    frequency: null,
    by: "you",
  };
  const choices = new Map(state === null ? [] : [[key, recorded]]);
  const book: Book = { seen: 1, choices, addresses: new Map(), stop: null };
  return { brand, book, now };
}

function cell(key: string) {
  const [purpose, channel] = key.split("/");
  const found = brand.purposes
    .flatMap(cellsOf)
    .find((one) => one.purpose.id === purpose && one.channel === channel);
  if (!found) throw new Error(key);
  return found;
}

const acts = (steps: readonly { act: string }[]) => steps.map(({ act }) => act);

describe("no", () => {
  test.each<[string, ChoiceState | null, string[]]>([
    ["offers/email", "granted", ["withdraw"]],
    ["offers/email", null, ["withdraw"]],
    ["offers/email", "withdrawn", []],
    ["news/email", "pending", ["cancel"]],
    ["reviews/email", null, ["object"]],
    ["reviews/email", "not_objected", ["object"]],
    ["reviews/email", "objected", []],
  ])("to %s that was %s: %s", (key, state, found) => {
    expect(acts(planNo(situation(key, state), cell(key)))).toEqual(found);
  });
});

describe("no once more, by a link", () => {
  test.each<[string, ChoiceState | null, number, string[]]>([
    ["offers/email", "withdrawn", 59, []],
    ["offers/email", "withdrawn", 61, ["withdraw"]],
    ["reviews/email", "objected", 59, []],
    ["reviews/email", "objected", 61, ["object"]],
    ["reviews/email", "not_objected", 61, ["object"]],
    ["offers/email", "granted", 61, ["withdraw"]],
  ])("to %s that was %s for %s minutes: %s", (key, state, minutes, found) => {
    expect(acts(planNoAgain(situation(key, state, ago(minutes)), cell(key)))).toEqual(found);
  });
});

test("what is nobody's to decide is put to the ledger, which refuses it", () => {
  expect(acts(planResume(situation("tax/email", null), cell("tax/email")))).toEqual(["resume"]);
  expect(planPause(situation("tax/email", null), cell("tax/email"), now)).toMatchObject([
    { act: "pause", pausedUntil: now },
  ]);
});

describe("when a system is told what stands", () => {
  const iso = (minutes: number) => ago(minutes).toISOString();
  const row = (more: {
    whose?: string;
    state?: ChoiceState;
    since?: string | null;
    by?: string;
    decidedBy?: string | null;
    decidedAt?: string | null;
  }): FactRow => [
    ...([more.whose ?? "a", "offers", "email", 3, more.state ?? "granted", null, null] as const),
    ...([more.since === undefined ? iso(60) : more.since, more.by ?? "customer", iso(30), "aa"] as const),
    ...([more.decidedBy ?? null, more.decidedAt ?? null] as const),
  ];
  const joinedAt = joinsFrom([["a", "b", ago(5)]]);
  const judged = (...rows: FactRow[]) => cellsFrom(rows, { root: "a", joinedAt }).get("offers/email");
  test.each<[string, boolean]>([
    ["customer", true],
    ["token", true],
    ["staff", true],
    ["text", true],
    ["api_key", false],
    ["import", false],
    ["signal", false],
  ])("a decision of %s was made here: %s", (decidedBy, here) => {
    const found = judged(row({ by: decidedBy, decidedBy, decidedAt: iso(10) }));
    expect(found).toMatchObject({
      ...{ decidedHere: here, actedHereAt: here ? ago(30) : null },
      decidedAt: here ? ago(10) : ago(60),
    });
  });
  test("the newer of when it holds since and when it was decided here", () => {
    expect(judged(row({ decidedBy: "customer", decidedAt: iso(90) }))?.decidedAt).toEqual(ago(60));
    expect(judged(row({ decidedBy: "customer", decidedAt: null }))?.decidedAt).toEqual(ago(60));
    expect(judged(row({ since: null, decidedBy: "customer", decidedAt: iso(90) }))?.decidedAt).toEqual(
      ago(90),
    );
    expect(judged(row({ since: null }))).toMatchObject({ decidedAt: null, since: null, decidedHere: false });
  });
  test("another record of the person counts from its own time", () => {
    const other = row({ whose: "b", since: iso(20) });
    expect(judged(other)?.decidedAt).toEqual(ago(20));
    const no = (minutes: number) => row({ whose: "b", since: iso(minutes), state: "withdrawn" });
    expect(judged(row({}), no(20))).toMatchObject({ state: "withdrawn", decidedAt: ago(20) });
    expect(judged(row({}), no(90))).toMatchObject({ state: "withdrawn", decidedAt: ago(60) });
  });
  test("of two that say the same, the last said it", () => {
    const brought = row({ since: iso(60), by: "import", decidedBy: "import", decidedAt: iso(60) });
    const clicked = row({ whose: "b", since: iso(20), decidedBy: "customer", decidedAt: iso(20) });
    expect(judged(brought, clicked)).toMatchObject({ decidedAt: ago(20), decidedHere: true });
  });
  test("an act here counts, whichever record says what holds", () => {
    const paused = row({ state: "unset", since: null });
    const brought = row({ whose: "b", by: "import", decidedBy: "import", decidedAt: iso(60) });
    expect(judged(paused, brought)).toMatchObject({
      ...{ state: "granted", decidedHere: false },
      actedHereAt: ago(30),
    });
  });
});
