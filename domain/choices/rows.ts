import { type Purpose, say } from "@/domain/brand";
import type { PurposeUses } from "../uses";
import { addressKindOf, addressStateOf, cellsOf, recordedFor, stopOf } from "./cells";
import { confirmation } from "./permission";
import { canRenew, stand } from "./plan";
import { channelName, type Reader } from "./present";
import type { Standing } from "./rules";
import type { CellView, ColumnView, RowView, UsesView } from "./view";

interface RowInput {
  purpose: Purpose;
  columns: readonly ColumnView[];
  uses: PurposeUses | undefined;
}

/** One purpose with a cell for each column, or with its one switch. */
export function toRow(reader: Reader, { purpose, columns, uses }: RowInput): RowView {
  const { brand, locale } = reader;
  const single = purpose.channels.length === 0 && purpose.optionalChannels.length === 0;
  const channels = single ? [""] : columns.map(({ channel }) => channel);
  return {
    purpose: purpose.id,
    name: say(purpose.name, locale, brand),
    why: say(purpose.why, locale, brand),
    benefit: say(purpose.benefit, locale, brand),
    ifOff: say(purpose.ifOff, locale, brand),
    interest: purpose.interest === undefined ? null : say(purpose.interest, locale, brand),
    basis: purpose.basis,
    special: purpose.special,
    marketing: purpose.marketing,
    single,
    cells: channels.map((channel) => toCell(reader, purpose, channel)),
    frequency: toFrequency(reader, purpose),
    uses: toUses(reader, uses),
  };
}

function toCell(reader: Reader, purpose: Purpose, channel: string): CellView {
  const recorded = recordedFor(reader.book, { purpose, channel });
  const known = {
    channel,
    channelName: channelName(reader, channel),
    address: addressStateOf(reader.brand, reader.book, channel),
    last: recorded ? { at: recorded.at, by: recorded.by, tool: recorded.tool } : null,
  };
  const stands = stand(reader, { purpose, channel });
  const base = { ...known, stopped: stands.stop && stopOf(reader.brand, reader.book, channel) };
  if (stands.kind === "not_offered") return { ...base, kind: "not_offered", because: "not_used" };
  if (stands.kind === "locked") return { ...base, kind: "locked", basis: purpose.basis };
  if (stands.kind === "objection")
    return { ...base, kind: "objection", objected: !stands.chosen, pausedUntil: stands.pausedUntil };
  if (stands.waiting && stands.waitingUntil && recorded?.since) {
    const address = addressKindOf(reader.brand, channel);
    const sentTo = address ? (reader.book.addresses.get(address)?.masked ?? null) : null;
    return { ...base, kind: "waiting", askedAt: recorded.since, until: stands.waitingUntil, sentTo };
  }
  return toSwitch(reader, { purpose, base, stands });
}

function toSwitch(
  reader: Reader,
  {
    purpose,
    base,
    stands,
  }: {
    purpose: Purpose;
    base: Pick<CellView, "channel" | "channelName" | "address" | "stopped" | "last">;
    stands: Standing;
  },
): CellView {
  const address = addressKindOf(reader.brand, base.channel);
  const proof = confirmation({ purpose, channel: base.channel, address });
  if (proof === "impossible" && !stands.chosen)
    return { ...base, kind: "not_offered", because: "cannot_confirm" };
  return {
    ...base,
    kind: "switch",
    on: stands.chosen,
    canTurnOn: base.address !== "missing" && base.stopped?.state !== "stopped",
    pausedUntil: stands.pausedUntil,
    expiresAt: stands.expiresAt,
    canRenew: canRenew(reader, { purpose, channel: base.channel }),
    askAgain: stands.askAgain,
    confirms: proof === "message",
  };
}

/** One setting for all channels: the first cell's, since it is only ever set for all. */
function toFrequency(reader: Reader, purpose: Purpose): RowView["frequency"] {
  if (purpose.frequency.length === 0) return null;
  const open = cellsOf(purpose).map((cell) => stand(reader, cell));
  const value = open.find(({ frequency }) => frequency !== null)?.frequency;
  return value ? { options: [...purpose.frequency], value } : null;
}

function toUses(reader: Reader, uses: PurposeUses | undefined): UsesView {
  if (!uses) return { count: 0, byChannel: [], last: null };
  const byChannel = uses.byChannel.map(({ channel, count }) => ({
    channel,
    channelName: channelName(reader, channel),
    count,
  }));
  return { count: uses.count, byChannel, last: uses.last };
}
