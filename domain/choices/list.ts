import { type Brand, say } from "@/domain/brand";
import { observe } from "../access";
import type { Ctx } from "../context";
import { type ObeyedBook, readObeyed } from "../obeyed";
import { type PurposeUses, readUses } from "../uses";
import { chainOf, readBook } from "./book";
import { type Book, stopOf } from "./cells";
import { withObeyed } from "./confirmed";
import { feltOf } from "./felt";
import { kindOfBasis } from "./kinds";
import { pauseOptions } from "./pause";
import { marketingCells, stand } from "./plan";
import { type Reader, toChange } from "./present";
import { toRow } from "./rows";
import { type LedgerEvent, readAct, readSince } from "./store";
import { undoable, undoUntil } from "./undo";
import {
  BANDS,
  type BandKind,
  type BandView,
  type ChoicesView,
  type ColumnView,
  type SavedAct,
} from "./view";

/** What the address of the page says: the act it has just made, and the position it was drawn at before. */
export interface ListChoicesInput {
  saved?: string | undefined;
  seen?: number | undefined;
}

const BAND_OF = { switch: "you_decide", objection: "unless_you_object", locked: "always_on" } as const;

/**
 * Everything Your choices shows, in the reader's words: purposes by channels, in the bands of their basis.
 * @throws DomainError `signed_out` or `forbidden`.
 */
export async function listChoices(ctx: Ctx, input: ListChoicesInput = {}): Promise<ChoicesView> {
  return observe(ctx, "choice.read", async (tx) => {
    const chain = chainOf(ctx);
    const [book, uses, obeyed, saved, since] = await Promise.all([
      readBook(tx, ctx),
      readUses(tx, ctx),
      readObeyed(tx, ctx),
      input.saved ? readAct(tx, chain, input.saved) : [],
      input.seen === undefined ? [] : readSince(tx, chain, input.seen),
    ]);
    const reader: Reader = { brand: ctx.house.brand, book, locale: ctx.locale, now: ctx.now };
    return {
      ...drawChoices(reader, { uses, obeyed }),
      saved: toSaved(reader, { events: saved, felt: await feltOf(tx, ctx, saved) }),
      sinceYouLooked: since
        .filter((event) => event.actId !== input.saved)
        .map((event) => toChange(reader, event)),
    };
  });
}

/** Purposes by channels as the book says, with nothing just done. Pure. */
export function drawChoices(
  reader: Reader,
  { uses, obeyed }: { uses: ReadonlyMap<string, PurposeUses>; obeyed: ObeyedBook },
): ChoicesView {
  const { brand, book, now } = reader;
  const columns = toColumns(reader);
  const rows = brand.purposes.map((purpose) => ({
    kind: BAND_OF[kindOfBasis(purpose.basis)],
    row: withObeyed(toRow(reader, { purpose, columns, uses: uses.get(purpose.id) }), obeyed),
  }));
  return {
    ...{ seen: book.seen, columns, bands: toBands(rows), marketing: toMarketing(brand, book, now) },
    ...{ pauseOptions: pauseOptions(now, brand.timeZone), saved: null, sinceYouLooked: [] },
  };
}

/** Channels that some purpose uses, in the brand's order. */
function toColumns({ brand, book, locale }: Reader): ColumnView[] {
  const used = new Set(
    brand.purposes.flatMap((purpose) => [...purpose.channels, ...purpose.optionalChannels]),
  );
  return brand.channels
    .filter(({ id }) => used.has(id))
    .map(({ id, name, address }) => ({
      channel: id,
      name: say(name, locale, brand),
      kind: address,
      address: book.addresses.get(address) ?? { masked: null, state: "missing" },
      stopped: stopOf(brand, book, id),
    }));
}

function toBands(rows: { kind: BandKind; row: BandView["rows"][number] }[]): BandView[] {
  return BANDS.map((kind) => ({
    kind,
    rows: rows.filter((entry) => entry.kind === kind).map(({ row }) => row),
  })).filter((band) => band.rows.length > 0);
}

function toMarketing(brand: Brand, book: Book, now: Date): ChoicesView["marketing"] {
  const cells = marketingCells(brand);
  if (cells.length === 0) return null;
  const stands = cells.map((cell) => stand({ brand, book, now }, cell));
  const on = stands.filter(({ chosen, waiting }) => chosen || waiting);
  // What still waits for its link sends nothing, so only what is on can be running.
  const running = on.filter(({ chosen }) => chosen);
  const pauses = running.map(({ pausedUntil }) => pausedUntil?.getTime() ?? 0);
  const all = running.length > 0 && Math.min(...pauses) > 0;
  return { on: on.length, total: cells.length, pausedUntil: all ? new Date(Math.min(...pauses)) : null };
}

function toSaved(
  reader: Reader,
  { events, felt }: { events: LedgerEvent[]; felt: LedgerEvent[] },
): SavedAct | null {
  const [first] = events;
  if (first === undefined) return null;
  const until = undoUntil(first.at);
  const open = until > reader.now && undoable(reader, events).length > 0;
  return {
    act: first.actId,
    at: first.at,
    changes: felt.map((event) => toChange(reader, event)),
    undoUntil: open ? until : null,
  };
}
