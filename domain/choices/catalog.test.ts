import { describe, expect, test } from "vitest";
import {
  AllMarketingInput,
  ConfirmChoiceInput,
  PauseChoiceInput,
  PauseMarketingInput,
  SetChoiceInput,
  SetFrequencyInput,
  UndoActInput,
} from "./catalog";

const act = "0198a5f2-6c1e-7b3a-9f00-3a1b2c3d4e5f";
const cell = { purpose: "offers", channel: "email" };

describe("what a form may ask for", () => {
  test.each([
    ["on", SetChoiceInput, { ...cell, to: "on" }],
    ["off", SetChoiceInput, { ...cell, to: "off" }],
    ["renewed", SetChoiceInput, { ...cell, to: "renew", seen: 7 }],
    ["how often", SetFrequencyInput, { purpose: "offers", frequency: "weekly", seen: 0 }],
    ["every time", SetFrequencyInput, { purpose: "offers", frequency: "every" }],
    ["monthly", SetFrequencyInput, { purpose: "offers", frequency: "monthly" }],
    ["a pause", PauseChoiceInput, { ...cell, until: "2026-12-18" }],
    ["a pause of all", PauseMarketingInput, { until: "2026-12-18", seen: 2 }],
    ["all off", AllMarketingInput, { seen: 3 }],
    ["an undo", UndoActInput, { act, seen: 4 }],
    ["a confirmation", ConfirmChoiceInput, { token: "a".repeat(43) }],
  ] as const)("%s", (_, schema, input) => {
    expect(schema.parse(input)).toEqual(input);
  });
  test("nothing said of a channel is the one switch, and a number may come as text", () => {
    expect(SetChoiceInput.parse({ purpose: "picks", to: "on", seen: "12" })).toEqual({
      ...{ purpose: "picks", channel: "", to: "on", seen: 12 },
    });
    expect(SetChoiceInput.parse({ purpose: "picks", channel: "", to: "on" }).channel).toBe("");
  });
});

describe("what no form asks for", () => {
  test.each([
    ["the other way", SetChoiceInput, { ...cell, to: "toggle" }],
    ["no purpose", SetChoiceInput, { channel: "email", to: "on" }],
    ["an id with a slash", SetChoiceInput, { ...cell, purpose: "a/b", to: "on" }],
    ["a channel with a slash", SetChoiceInput, { ...cell, channel: "a/b", to: "on" }],
    ["a position before all", SetChoiceInput, { ...cell, to: "on", seen: -1 }],
    ["a position that no ledger has", SetChoiceInput, { ...cell, to: "on", seen: 2_147_483_648 }],
    ["another word for how often", SetFrequencyInput, { purpose: "offers", frequency: "never" }],
    ["a day that is none", PauseChoiceInput, { ...cell, until: "2026-02-30" }],
    ["no day", PauseMarketingInput, {}],
    ["no act", UndoActInput, { act: "the last one" }],
    ["half a link", ConfirmChoiceInput, { token: "a".repeat(42) }],
  ] as const)("%s", (_, schema, input) => {
    expect(schema.safeParse(input).success).toBe(false);
  });
});
