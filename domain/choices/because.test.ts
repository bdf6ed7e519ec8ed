import { expect, test } from "vitest";
import { type Because, sentence } from "./because";
import type { Recorded } from "./cells";
import { DECISION_REASONS, type DecisionReason } from "./decision";

const nothing: Because = { stands: null, said: null, timeZone: "Europe/Dublin" };
const said = (since: Date | null, by: Recorded["by"], decidedBy?: Recorded["by"]): Because => ({
  ...nothing,
  said: { since, by, ...(decidedBy ? { decidedBy } : {}) } as Recorded,
});
const evening = new Date("2026-11-20T23:30:00Z");

test.each<[DecisionReason, Because, string]>([
  ["granted", nothing, "Turned on by the customer."],
  ["granted", said(evening, "system"), "Turned on as one of the brand's systems told on 2026-11-20."],
  ["granted", said(evening, "you", "import"), "Turned on as another tool's export says on 2026-11-20."],
  ["withdrawn", said(new Date(0), "import"), "Turned off as another tool's export says, nobody knows when."],
  ["withdrawn", said(null, "text"), "Turned off by the customer, by a text."],
  ["expired", nothing, "The yes given has ended by itself."],
  ["expired", said(evening, "you"), "The yes given on 2026-11-20 has ended by itself."],
  ["paused", nothing, "Paused by choice until later."],
  ["frequency", nothing, "No more than once a month: the next may be sent from later."],
  [
    "frequency",
    { ...nothing, until: evening },
    "No more than once a month: the next may be sent from 2026-11-20.",
  ],
  [
    "channel_stopped",
    nothing,
    "The number texted stop to this channel, and only START from it takes that back.",
  ],
  ["invalid", nothing, "This cannot be answered, so it is no."],
])("%s %#", (reason, because, text) => {
  expect(sentence(reason, because)).toBe(text);
});

test("a day is that of the brand", () => {
  expect(sentence("granted", { ...said(evening, "you"), timeZone: "Asia/Tokyo" })).toContain("2026-11-21");
});

test.each(DECISION_REASONS)("%s is one sentence whatever is known", (reason) => {
  expect(sentence(reason, nothing)).toMatch(/^[A-Z][^.]+\.$|^[A-Z].*[a-z]\.$/);
});
