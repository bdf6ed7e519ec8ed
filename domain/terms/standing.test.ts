import { describe, expect, test } from "vitest";
import type { ChangesForYou, Standing } from "./catalog";
import { baselineOf } from "./since";
import { wantsOf } from "./standing";
import type { EventRow, VersionRow } from "./store";

const at = (day: string) => new Date(`${day}T12:00:00Z`);
const event = (act: string, version: string, more: Partial<EventRow> = {}): EventRow => ({
  ...{ customerId: "ana", seq: 1, id: "e", document: "privacy", version, act, termsHash: "", shownHash: "" },
  ...{
    locale: "en",
    actorKind: "customer",
    sessionId: "s1",
    at: at(version),
    prev: null,
    hash: Buffer.alloc(32),
  },
  ...more,
});
const changes = (touch: "yours" | "others" | "everybody"): ChangesForYou => {
  const point = { kind: "new" as const, before: null, concerns: [] };
  const view = {
    id: "p",
    text: { text: "", lang: "en" },
    surprising: false,
    clauses: [],
    purposes: [],
    items: [],
    checked: true,
  };
  return {
    ...{
      document: "privacy",
      name: { text: "", lang: "en" },
      from: "2026-01-01",
      to: "2026-06-01",
      changed: null,
    },
    ...{ since: { what: "agreed", at: at("2026-01-01") }, gone: [], unsure: [] },
    yours: touch === "yours" ? [{ ...point, point: view }] : [],
    others: touch === "others" ? [{ ...point, point: view }] : [],
    everybody: touch === "everybody",
  };
};

type Case = [string, Standing["agreement"], EventRow[], ChangesForYou | null, Standing["wants"]];
const NOW = "2026-06-01";
const CASES: Case[] = [
  ["required, never said anything", "required", [], null, "ask"],
  ["required, shown alone", "required", [event("shown", NOW)], null, "ask"],
  ["required, told by message alone", "required", [event("told", NOW)], changes("yours"), "ask"],
  ["required, agreed to this one", "required", [event("agree", NOW)], null, "nothing"],
  ["required, said no to this one", "required", [event("refuse", NOW)], null, "nothing"],
  ["required, agreed before, touched", "required", [event("agree", "2026-01-01")], changes("yours"), "ask"],
  [
    "required, agreed before, not touched",
    "required",
    [event("agree", "2026-01-01")],
    changes("others"),
    "nothing",
  ],
  [
    "required, said no before, not touched",
    "required",
    [event("refuse", "2026-01-01")],
    changes("others"),
    "nothing",
  ],
  [
    "required, agreed before, no points at all",
    "required",
    [event("agree", "2026-01-01")],
    changes("everybody"),
    "ask",
  ],
  ["required, not now in this session", "required", [event("later", NOW)], null, "waits"],
  [
    "required, not now in another session",
    "required",
    [event("later", NOW, { sessionId: "s0" })],
    null,
    "ask",
  ],
  ["required, not now about an older one", "required", [event("later", "2026-01-01")], null, "ask"],
  ["notice, touched", "notice", [], changes("yours"), "tell"],
  ["notice, touched, told by message", "notice", [event("told", NOW)], changes("yours"), "tell"],
  ["notice, touched, opened", "notice", [event("shown", NOW)], changes("yours"), "nothing"],
  ["notice, not touched", "notice", [], changes("others"), "nothing"],
  ["notice, nothing earlier", "notice", [], null, "nothing"],
];

test.each(CASES)("%s", (_case, agreement, events, changed, wants) => {
  expect(wantsOf({ agreement, version: NOW, events, changes: changed, session: "s1" })).toBe(wants);
});

describe("what a version is compared with", () => {
  const rows: VersionRow[] = ["2025-01-01", "2026-01-01", NOW].map((version) => ({
    ...{ document: "privacy", version, hash: version, publishedAt: at(version) },
  }));
  const baseline = (events: EventRow[], joined = "2025-03-01") => {
    const to = rows[2];
    if (!to) throw new Error("no row");
    const found = baselineOf({ events, joined: at(joined) }, { rows, to, timeZone: "Europe/Dublin" });
    return found && `${found.since.what} ${found.row.version}`;
  };
  test.each<[string, EventRow[], string | null]>([
    ["nothing said: what was in force when they came", [], "joined 2025-01-01"],
    [
      "shown: the newest earlier one",
      [event("shown", "2025-01-01"), event("shown", "2026-01-01")],
      "shown 2026-01-01",
    ],
    ["this one shown is none", [event("shown", NOW)], "joined 2025-01-01"],
    [
      "agreed: that one, whatever was shown since",
      [event("shown", "2026-01-01"), event("agree", "2025-01-01")],
      "agreed 2025-01-01",
    ],
    ["no is an answer", [event("refuse", "2026-01-01"), event("agree", "2025-01-01")], "refused 2026-01-01"],
    [
      "not now and a message are none",
      [event("later", "2026-01-01"), event("told", "2026-01-01")],
      "joined 2025-01-01",
    ],
    [
      "another document's is none",
      [event("agree", "2026-01-01", { document: "cookies" })],
      "joined 2025-01-01",
    ],
  ])("%s", (_case, events, found) => {
    expect(baseline(events)).toBe(found);
  });
  test("who came before there were terms, or with this version, has none", () => {
    expect(baseline([], "2024-01-01")).toBe(null);
    expect(baseline([], "2026-07-01")).toBe(null);
    expect(baseline([], NOW)).toBe(null);
  });
});
