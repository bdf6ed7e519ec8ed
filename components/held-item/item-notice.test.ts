import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { HeldCard } from "@/domain/held-data/catalog";
import { wordsFor } from "@/web/i18n";
import type { Page } from "../page";
import { ItemNotice } from "./item-notice";

const words = wordsFor({ locale: "en", timeZone: "UTC", now: new Date(0) });
const said = (text: string) => ({ text, lang: "en" });
const offers = { id: "offers", name: said("Offers") };
const orders = { id: "orders", name: said("Orders") };
const email = { id: "email", name: said("Email") };

function drawn(card: Partial<HeldCard>, done: string): string[] {
  const props = {
    page: { words } as Page,
    card: { name: said("Address"), goesOn: [], ...card } as HeldCard,
    news: { item: "address", done, request: null, problem: null },
  };
  const html = renderToStaticMarkup(createElement(ItemNotice, props));
  return [...html.matchAll(/<(?:h3|p)[^>]*>(.*?)<\/(?:h3|p)>/gu)].map(([, text = ""]) =>
    text.replaceAll(/<[^>]*>/gu, ""),
  );
}

const BACK = "Take it back under Your choices";
const stop = [{ purpose: offers, channel: null }];
const byEmail = [{ purpose: offers, channel: email }];

test.each<[string, object, string, string[]]>([
  [
    "all of it",
    { purposes: [offers], stop },
    "stopped",
    ["Done. We stop using Address.", "Off now: Offers.", BACK],
  ],
  [
    "what is not locked",
    { purposes: [offers, orders], stop, goesOn: [said("Orders")] },
    "stopped",
    ["Done. We use this for less now: Address.", "Off now: Offers.", "We still use it for: Orders.", BACK],
  ],
  [
    "one channel, and nothing is said of the others, which may be off",
    { purposes: [offers], stop: byEmail },
    "stopped",
    ["Done. We use this for less now: Address.", "Off now: Offers by email.", BACK],
  ],
  [
    "what was worked out",
    { purposes: [offers], stop },
    "not_me",
    ["Thank you. We have noted that Address is not you.", "Off now: Offers.", BACK],
  ],
  ["nothing new", { purposes: [offers], stop }, "stopped_already", ["Address: all of it was off already."]],
  ["no word of ours", { purposes: [offers], stop }, "constructor", []],
])("says what stopped: %s", (_what, card, done, expected) => {
  expect(drawn(card as Partial<HeldCard>, done)).toEqual(expected);
});
