import { expect, test } from "vitest";
import { type Candidate, decideOwners } from "./owners";

const links = (text: string) =>
  new Map(text ? text.split(" ").map((pair) => pair.split("=") as [string, string]) : []);
const who = (id: string, by: Candidate["by"], held: string): Candidate => ({ id, by, links: links(held) });

interface Case {
  name: string;
  candidates: Candidate[];
  found: string;
  ids: string[];
  stale?: string[];
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
];

test.each(cases)("$name", ({ candidates, found, ids, stale = [] }) => {
  const decided = decideOwners(candidates, { found: links(found), deciding: new Set(["shop", "mail"]) });
  expect(decided.ids).toEqual(ids);
  expect(decided.stale.map((link) => `${link.customerId}/${link.source}`)).toEqual(stale);
});
