import { describe, expect, test } from "vitest";
import type { Channel, Purpose } from "@/domain/brand";
import { byId } from "@/domain/brand";
import { tinyBrand } from "../testing-brand";
import {
  type Addresses,
  addressKindOf,
  addressStateOf,
  type Book,
  type ChannelStop,
  cellKey,
  cellsOf,
  channelOf,
  type Recorded,
  recordedFor,
  stopOf,
  stoppedByText,
} from "./cells";

const brand = tinyBrand();
const purpose = (id: string): Purpose => {
  const found = byId(brand.purposes, id);
  if (!found) throw new Error(`no purpose ${id}`);
  return found;
};
const stop: ChannelStop = { state: "stopped", at: new Date(0), number: "+353861234567" };
const addresses: Addresses = new Map([["email", { masked: "a•••", state: "unverified" }]]);
const book: Book = { seen: 0, choices: new Map(), addresses, stop };

describe("the cells of a purpose", () => {
  test.each([
    ["offers", ["email", "sms"]],
    ["orders", ["email", "sms"]],
    ["tax", ["email"]],
    ["picks", [""]],
  ])("%s: %j", (id, channels) => {
    expect(cellsOf(purpose(id))).toEqual(channels.map((channel) => ({ purpose: purpose(id), channel })));
  });

  test("of one that uses a channel only where it is wanted begin with its one switch", () => {
    const one = { ...purpose("picks"), optionalChannels: ["sms"] };
    expect(cellsOf(one).map(({ channel }) => channel)).toEqual(["", "sms"]);
  });

  test("have each a key of their own", () => {
    expect([cellKey("offers", "email"), cellKey("picks", "")]).toEqual(["offers/email", "picks/"]);
  });
});

describe("the channel of a cell", () => {
  test.each([
    ["email", "email", "unverified", null],
    ["sms", "phone", "missing", stop],
    ["", null, null, null],
    ["post", null, null, null],
  ] as const)("%j needs %s, which is %s", (channel, kind, state, stopped) => {
    expect(channelOf(brand, channel)?.id ?? null).toBe(kind === null ? null : channel);
    expect(addressKindOf(brand, channel)).toBe(kind);
    expect(addressStateOf(brand, book, channel)).toBe(state);
    expect(stopOf(brand, book, channel)).toBe(stopped);
  });

  test("is stopped by a text where it goes to phones and listens to words", () => {
    const sms = channelOf(brand, "sms") as Channel;
    expect(stoppedByText(sms)).toBe(true);
    expect(stoppedByText({ ...sms, stop: "none" } as Channel)).toBe(false);
    expect(stoppedByText({ ...sms, address: "email" } as Channel)).toBe(false);
    expect(stoppedByText(null)).toBe(false);
  });
});

test("what is recorded is found by purpose and channel", () => {
  const said = { state: "granted", seq: 1 } as Recorded;
  const kept: Book = { ...book, choices: new Map([["offers/email", said]]) };
  expect(recordedFor(kept, { purpose: purpose("offers"), channel: "email" })).toBe(said);
  expect(recordedFor(kept, { purpose: purpose("offers"), channel: "sms" })).toBeNull();
  expect(recordedFor(kept, { purpose: purpose("tax"), channel: "email" })).toBeNull();
});
