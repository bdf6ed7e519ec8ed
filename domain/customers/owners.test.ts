import { expect, test } from "vitest";
import { type Candidate, decideOwners } from "./owners";

const links = (text: string) =>
  new Map(text ? text.split(" ").map((pair) => pair.split("=") as [string, string]) : []);
/** A candidate; `joined` are records that were proved to be the same person, id to what they hold. */
const who = (
  id: string,
  by: Candidate["by"],
  held: string,
  joined: Record<string, string> = {},
): Candidate => ({
  ...{ id, by, links: links(held) },
  joined: Object.entries(joined).map(([other, theirs]) => ({ id: other, links: links(theirs) })),
});

interface Case {
  name: string;
  candidates: Candidate[];
  found: string;
  ids: string[];
  stale?: string[];
  apart?: string[];
}

const cases: Case[] = [
  { name: "nobody known: somebody new", candidates: [], found: "shop=1", ids: [] },
  { name: "known by the shop's key", candidates: [who("a", "link", "shop=1")], found: "shop=1", ids: ["a"] },
  {
    name: "known by key and by address",
    candidates: [who("a", "link", "shop=1"), who("a", "email", "shop=1")],
    found: "shop=1",
    ids: ["a"],
  },
  {
    name: "two records, one per source, are one person",
    candidates: [who("b", "link", "mail=7"), who("a", "link", "shop=1")],
    found: "shop=1 mail=7",
    ids: ["a", "b"],
  },
  {
    name: "an address that now answers to another key is not the last holder's",
    candidates: [who("old", "email", "shop=1")],
    found: "shop=2",
    ids: [],
  },
  {
    name: "an address that the holder's own source no longer gives is not theirs",
    candidates: [who("old", "email", "mail=7")],
    found: "shop=2",
    ids: [],
  },
  {
    name: "an address without any source is its customer's",
    candidates: [who("a", "email", "")],
    found: "shop=2",
    ids: ["a"],
  },
  {
    name: "a source that only follows contradicts nobody",
    candidates: [who("a", "email", "points=x")],
    found: "shop=2 points=y",
    ids: ["a"],
  },
  {
    name: "a link that was moved is dropped when its record is joined",
    candidates: [who("a", "link", "shop=1 mail=7"), who("b", "link", "shop=2")],
    found: "shop=2 mail=7",
    ids: ["a", "b"],
    stale: ["a/shop"],
  },
  {
    name: "a link that did not answer to this address this time stays",
    candidates: [who("a", "link", "shop=1 mail=7")],
    found: "mail=7",
    ids: ["a"],
  },
  {
    name: "who is known at the brand's sign-in is that customer, whatever else is found",
    candidates: [who("z", "openid", "shop=1"), who("a", "link", "shop=2"), who("b", "email", "")],
    found: "shop=2",
    ids: ["z"],
  },
  {
    name: "an address without any source is not the last holder's who was joined to it",
    candidates: [who("c", "email", "", { p: "shop=1" })],
    found: "shop=2",
    ids: [],
  },
  {
    name: "a number without any source is not the last holder's who was joined to it",
    candidates: [who("b", "link", "shop=2"), who("c", "phone", "", { p: "shop=1" })],
    found: "shop=2",
    ids: ["b"],
  },
  {
    name: "what was joined to the holder of an address comes with it",
    candidates: [who("c", "email", "", { p: "shop=1" })],
    found: "shop=1",
    ids: ["c", "p"],
  },
  {
    name: "what was joined to a record known by its key comes with it, found this time or not",
    candidates: [who("l", "link", "mail=7", { p: "shop=1", c: "" })],
    found: "mail=7",
    ids: ["c", "l", "p"],
  },
  {
    name: "a record known by its key stands alone where another of the person's answers to another key",
    candidates: [who("l", "link", "mail=7", { p: "shop=1", c: "" }), who("c", "email", "", { p: "shop=1" })],
    found: "shop=2 mail=7",
    ids: ["l"],
    apart: ["c", "p"],
  },
  {
    name: "who is known at the brand's sign-in keeps what was joined",
    candidates: [who("z", "openid", "shop=1", { a: "mail=7" })],
    found: "",
    ids: ["a", "z"],
  },
];

test.each(cases)("$name", ({ candidates, found, ids, stale = [], apart = [] }) => {
  const decided = decideOwners(candidates, { found: links(found), deciding: new Set(["shop", "mail"]) });
  expect(decided.ids).toEqual(ids);
  expect(decided.apart).toEqual(apart);
  expect(decided.stale.map((link) => `${link.customerId}/${link.source}`)).toEqual(stale);
});
