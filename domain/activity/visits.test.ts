import { afterAll, beforeAll, expect, it } from "vitest";
import { setChoice } from "../choices";
import { type Person, testPerson } from "../choices/testing";
import type { House } from "../house";
import { testHouse } from "../testing";
import { testVisit, type VisitCtx } from "../testing-visit";
import { listVisits, openRequestInVisit, turnOffInVisit } from "../visits";
import type { ActivityEntry } from "./catalog";
import { listActivity } from "./index";

const SAID = "no more of this, please";

let house: House;
let close: () => Promise<void>;
let ana: Person;
let visit: VisitCtx;

beforeAll(async () => {
  ({ house, close } = await testHouse());
  ana = await testPerson(house);
  await setChoice(ana, { purpose: "offers", channel: "email", to: "on" });
  visit = await testVisit(house, ana.subject);
  await turnOffInVisit(visit, { purpose: "offers", channel: "email", asked: "phone", words: SAID });
  await openRequestInVisit(visit, { kind: "limit" });
});
afterAll(() => close());

const kinds = (entries: readonly ActivityEntry[]) => entries.map(({ kind, by }) => `${by} ${kind}`);

it("tells the customer of the visit and of what was done in it, by whom and because of what", async () => {
  const { entries } = await listActivity(ana, {});
  expect(kinds(entries)).toEqual(["staff request", "staff choice", "staff visit", "you choice"]);
  const [, choice, seen] = entries;
  if (choice?.kind !== "choice" || seen?.kind !== "visit") throw new Error("not as expected");
  expect(choice.onBehalf).toEqual({ staff: "Sam", ticket: "4711", asked: "phone", words: SAID });
  expect(choice.lines).toMatchObject([{ change: "turned_off", purposeId: "offers" }]);
  expect(seen.visit).toMatchObject({
    staff: { name: "Sam", role: "support" },
    ticket: "4711",
    changes: [{ asked: "phone", words: SAID }],
    requests: [{ kind: "limit" }],
  });
});

it.each([
  ["visits", ["staff visit"]],
  ["choices", ["staff choice", "you choice"]],
  ["messages", []],
] as const)("filters by %s", async (kind, expected) =>
  expect(kinds((await listActivity(ana, { kind })).entries)).toEqual(expected),
);

it("tells a person of their own visits alone", async () => {
  const ben = await testPerson(house);
  expect(kinds((await listActivity(ben, {})).entries)).toEqual([]);
});

it("shows staff what was done before them, and no word that was written then", async () => {
  const later = await testVisit(house, ana.subject);
  const seen = [await listActivity(later, {}), await listVisits(later)];
  expect(JSON.stringify(seen)).toContain("4711");
  expect(JSON.stringify(seen)).not.toContain(SAID);
});
