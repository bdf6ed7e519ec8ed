import { type Brand, byId, type Said, say } from "@/domain/brand";
import { addressStateOf, type Book, channelOf } from "./cells";
import { standing } from "./rules";
import type { LedgerEvent } from "./store";
import type { ChangeView } from "./view";

/** What puts events into the reader's words. */
export interface Reader {
  brand: Brand;
  book: Book;
  locale: string;
  now: Date;
}

/** A channel's name for the reader; null for the one switch, its id where the brand no longer has it. */
export function channelName({ brand, locale }: Reader, channel: string): Said | null {
  if (channel === "") return null;
  const found = channelOf(brand, channel);
  return found ? say(found.name, locale, brand) : { text: channel, lang: locale };
}

function nowOf(reader: Reader, event: LedgerEvent): ChangeView["now"] {
  const purpose = byId(reader.brand.purposes, event.purpose);
  if (!purpose) return event.state === "granted" || event.state === "not_objected" ? "on" : "off";
  const { brand, book, now } = reader;
  const stands = standing({
    purpose,
    channel: event.channel,
    choice: event,
    address: addressStateOf(brand, book, event.channel),
    now,
    timeZone: brand.timeZone,
  });
  if (stands.waiting) return "waiting";
  if (stands.pausedUntil !== null) return "paused";
  if (stands.chosen) return "on";
  return stands.kind === "objection" ? "objected" : "off";
}

/** One event as a sentence needs it. */
export function toChange(reader: Reader, event: LedgerEvent): ChangeView {
  const purpose = byId(reader.brand.purposes, event.purpose);
  const home = reader.brand.locales[0] ?? "en";
  return {
    purpose: event.purpose,
    purposeName: purpose
      ? say(purpose.name, reader.locale, reader.brand)
      : { text: event.purpose, lang: home },
    channel: event.channel,
    channelName: channelName(reader, event.channel),
    act: event.act,
    now: nowOf(reader, event),
    pausedUntil: event.pausedUntil,
    frequency: event.frequency,
    at: event.at,
    by: event.by,
  };
}
