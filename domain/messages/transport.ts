import type { House } from "../house";
import { mailTransport } from "./by-mail";
import { textTransport } from "./by-text";
import type { Transport } from "./outgoing";
import type { Way } from "./way";

const opened = new WeakMap<House, Map<Way, Transport>>();

/** The way out of the house, one per process. @throws an Error when it was not set. */
export function transportOf(house: House, way: Way): Transport {
  const own = opened.get(house) ?? new Map<Way, Transport>();
  opened.set(house, own);
  const known = own.get(way);
  if (known) return known;
  const transport = way === "email" ? mailTransport(house) : textTransport(house);
  own.set(way, transport);
  house.rooms.set(`messages/${way}`, transport);
  return transport;
}
