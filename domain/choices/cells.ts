import type { Brand, Channel, Purpose } from "@/domain/brand";
import { byId } from "@/domain/brand";
import type { AddressKind, AddressState, Choice, StopState } from "./states";
import type { ChangedBy } from "./view";

/** One purpose by one channel, or a purpose's one switch (`channel` ""). */
export interface Cell {
  purpose: Purpose;
  channel: string;
}

/** A choice with its place in the ledger. */
export interface Recorded extends Choice {
  seq: number;
  at: Date;
  by: ChangedBy;
  /** Which tool it was brought in from. */
  tool?: string;
  /** Who said yes or no, where a later pause or frequency is somebody else's. */
  decidedBy?: ChangedBy;
}

/** A person's addresses by kind; a kind that is not listed is missing. */
export type Addresses = ReadonlyMap<AddressKind, { masked: string | null; state: AddressState }>;

/** What a text from the person's number did, and the brand's number that START would have to go to. */
export interface ChannelStop {
  state: StopState;
  at: Date;
  number: string;
}

/** Everything the rules are asked about, read under one lock. */
export interface Book {
  /** Newest ledger position; 0 when nothing is recorded. */
  seen: number;
  choices: ReadonlyMap<string, Recorded>;
  addresses: Addresses;
  /** Of the channels that take their stop by text; null: they are open. */
  stop: ChannelStop | null;
}

/** Key of a cell in a map. Ids hold no slash. */
export const cellKey = (purpose: string, channel: string): string => `${purpose}/${channel}`;

/** The cells of a purpose that exist, required channels first. */
export function cellsOf(purpose: Purpose): Cell[] {
  const channels = [...purpose.channels, ...purpose.optionalChannels];
  if (purpose.channels.length === 0) channels.unshift("");
  return channels.map((channel) => ({ purpose, channel }));
}

/** The brand's channel of a cell, or null for the one switch. */
export const channelOf = (brand: Brand, channel: string): Channel | null =>
  byId(brand.channels, channel) ?? null;

/** Which identifier a cell's channel needs; null for the one switch. */
export const addressKindOf = (brand: Brand, channel: string): AddressKind | null =>
  channelOf(brand, channel)?.address ?? null;

/** The state of the address behind a cell; null where none is needed. */
export function addressStateOf(brand: Brand, book: Book, channel: string): AddressState | null {
  const kind = addressKindOf(brand, channel);
  return kind === null ? null : (book.addresses.get(kind)?.state ?? "missing");
}

/** Whether a stop that comes by text is this channel's. */
export const stoppedByText = (channel: Channel | null): boolean =>
  channel?.address === "phone" && channel.stop === "keyword";

/** What a text did to the channel of a cell. */
export const stopOf = (brand: Brand, book: Book, channel: string): ChannelStop | null =>
  stoppedByText(channelOf(brand, channel)) ? book.stop : null;

/** What is recorded for a cell. */
export const recordedFor = (book: Book, cell: Cell): Recorded | null =>
  book.choices.get(cellKey(cell.purpose.id, cell.channel)) ?? null;
