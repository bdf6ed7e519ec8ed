import { byId } from "../brand";
import { knownFrom, linkLookup, type Newcomer as Met } from "../customers";
import { newCustomerKey, type Sealer } from "../customers/keys";
import type { House } from "../house";
import { newId } from "../random";
import type { Said } from "./catalog";
import type { Person } from "./facts";
import type { Key, Who } from "./who";

/** Somebody whom nobody here knew, with all that is written of them. */
export interface Newcomer {
  person: Person;
  /** The sealed key of the person, base64. */
  key: string;
  identifiers: { id: string; kind: string; lookup: string; sealed: string; names: boolean }[];
  links: { source: string; lookup: string; sealed: string }[];
}

/**
 * Makes a customer in memory: with the identifier they are named by, and the addresses that the choices of the row
 * are about. Where the sources know them, with what those say.
 */
export function newcomerOf(house: House, { who, met }: { who: Who; met: Met | null }): Newcomer {
  const customerId = met?.customerId ?? newId();
  const { sealed, sealer } = newCustomerKey(house.keys, customerId);
  const person: Person = {
    ...{ id: customerId, linked: [], seq: 0, cells: new Map(), knownBy: new Map() },
    sealer: () => sealer,
  };
  const newcomer: Newcomer = { person, key: sealed.toString("base64"), identifiers: [], links: [] };
  const told = met?.found.flatMap(({ identity }) => identity ?? []) ?? [];
  for (const known of told.length > 0 ? knownFrom(house, told) : []) {
    const hex = known.lookup.toString("hex");
    if (known.value !== "")
      add(newcomer, { kind: known.kind, value: known.value, hex, names: hex === who.first.hex });
  }
  if (!newcomer.identifiers.some(({ names }) => names)) addKey(newcomer, { key: who.first, names: true });
  for (const link of met?.found ?? []) addLink(house, { newcomer, sealer, link });
  return newcomer;
}

/** The addresses that a row's choices are about become known with it; of a kind that is known none is added. */
export function addAddresses(newcomer: Newcomer, { who, said }: { who: Who; said: readonly Said[] }): void {
  const kinds = new Set(said.filter(({ to }) => to === "on" || to === "off").map(({ cell }) => cell.address));
  for (const key of who.keys)
    if (key.kind !== "customer_number" && kinds.has(key.kind)) addKey(newcomer, { key, names: false });
}

/** Our own file says all that a customer was known by. */
export function addAll(newcomer: Newcomer, who: Who): void {
  for (const key of who.keys) addKey(newcomer, { key, names: false });
}

function addKey(newcomer: Newcomer, { key, names }: { key: Key; names: boolean }): void {
  if (!newcomer.person.knownBy.has(key.kind)) add(newcomer, { ...key, names });
}

function add(newcomer: Newcomer, known: { kind: string; value: string; hex: string; names: boolean }): void {
  const { kind, value, hex, names } = known;
  const { person, identifiers } = newcomer;
  const sealed = person.sealer?.().seal(`identifiers.${kind}`, value).toString("base64") ?? "";
  identifiers.push({ id: newId(), kind, lookup: hex, sealed, names });
  person.knownBy.set(kind, new Set([hex]));
}

type Linking = { newcomer: Newcomer; sealer: Sealer; link: Met["found"][number] };

function addLink(house: House, { newcomer, sealer, link }: Linking): void {
  const { source, key } = link;
  if (byId(house.brand.sources, source)?.find.kind !== "sql") return;
  const sealed = sealer.seal(`customer_links.${source}`, key).toString("base64");
  newcomer.links.push({ source, lookup: linkLookup(house, link).toString("hex"), sealed });
}
