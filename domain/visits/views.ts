import type { Tx } from "@/db/client";
import { type Brand, byId, type Said, say } from "@/domain/brand";
import { openEvidence } from "../choices";
import { type Ctx, subjectIds } from "../context";
import { customerSealer, type Sealer } from "../customers/keys";
import { referenceOf } from "../requests/catalog";
import { WORDS_FIELD } from "./fields";
import { countLinks, listChanges, listRequestsOf, listReveals, listViews, REVEAL_FIELD } from "./note-store";
import { sayReason } from "./reason";
import { ASKED, minutesOf } from "./rules";
import { disabledAt } from "./staff-store";
import type { VisitRecord } from "./store";
import type { VisitChange, VisitEnd, VisitView } from "./view";
import { readable } from "./withheld";

type Notes = Awaited<ReturnType<typeof readNotes>>;

interface Reader {
  ctx: Ctx;
  notes: Notes;
  sealers: ReadonlyMap<string, Sealer>;
}

/** Visits as their customer reads them, with everything that was seen and done in each. `tx` must see the subject. */
export async function viewsOf(tx: Tx, ctx: Ctx, rows: readonly VisitRecord[]): Promise<VisitView[]> {
  if (rows.length === 0) return [];
  const notes = await readNotes(tx, ctx, rows);
  const sealers = new Map<string, Sealer>();
  for (const id of subjectIds(ctx.subject)) sealers.set(id, await customerSealer(tx, ctx.house.keys, id));
  return rows.map((row) => readable(ctx, viewOf(row, { ctx, notes, sealers })));
}

async function readNotes(tx: Tx, ctx: Ctx, rows: readonly VisitRecord[]) {
  const which = { customerIds: subjectIds(ctx.subject), visits: rows.map(({ id }) => id) };
  return {
    views: await listViews(tx, rows),
    reveals: await listReveals(tx, rows),
    changes: await listChanges(tx, which),
    requests: await listRequestsOf(tx, which),
    links: await countLinks(tx, which),
    disabled: await disabledAt(tx, [...new Set(rows.map(({ staffId }) => staffId))]),
  };
}

function viewOf(row: VisitRecord, reader: Reader): VisitView {
  const { ctx, notes } = reader;
  const { brand } = ctx.house;
  const views = notes.views.filter(({ visitId }) => visitId === row.id);
  const end = endOf(row, { now: ctx.now, disabled: notes.disabled.get(row.staffId) ?? null });
  const items = [...new Set(views.map(({ item }) => item).filter(Boolean))];
  const requests = notes.requests.map(({ id, kind, openedIn, aboutVisit }) => ({
    ...{ id, kind, openedIn, aboutVisit, reference: referenceOf(id) },
  }));
  const complaint = requests.find(({ aboutVisit }) => aboutVisit === row.id);
  return {
    id: row.id,
    staff: { name: row.shownName, role: row.role },
    startedAt: row.startedAt,
    ...end,
    minutes: minutesOf(row.startedAt, end.endedAt ?? ctx.now),
    ticket: row.ticket,
    reason: sayReason(brand, row.reason, ctx.locale),
    words: sealerOf(reader, row.customerId).open(WORDS_FIELD, row.wordsSealed),
    withCode: row.withCode,
    pages: [...new Set(views.map(({ page }) => page))],
    items: items.map((item) => nameOf(brand.items, item, ctx)),
    reveals: revealsOf(row, reader),
    changes: changesOf(row, reader),
    requests: requests
      .filter(({ openedIn }) => openedIn === row.id)
      .map(({ id, kind, reference }) => ({ id, kind, reference })),
    linksSent: notes.links.get(row.id) ?? 0,
    complaint: complaint ? { id: complaint.id, reference: complaint.reference } : null,
  };
}

function sealerOf({ sealers }: Reader, customerId: string): Sealer {
  const sealer = sealers.get(customerId);
  if (!sealer) throw new Error("a visit of somebody else");
  return sealer;
}

/** When and how a visit ended; nothing while it goes on. Whoever is disabled visits nobody from then on. */
function endOf(
  row: VisitRecord,
  at: { now: Date; disabled: Date | null },
): { endedAt: Date | null; ended: VisitEnd | null } {
  const known = (["by_agent", "sign_out", "by_customer"] as const).find((how) => how === row.endedHow);
  if (row.endedAt) return { endedAt: row.endedAt, ended: known ?? "time" };
  if (at.disabled && at.disabled >= row.startedAt && at.disabled < row.endsAt)
    return { endedAt: at.disabled, ended: "disabled" };
  return row.endsAt <= at.now ? { endedAt: row.endsAt, ended: "time" } : { endedAt: null, ended: null };
}

function revealsOf(row: VisitRecord, reader: Reader): VisitView["reveals"] {
  const { ctx, notes } = reader;
  return notes.reveals
    .filter(({ visitId }) => visitId === row.id)
    .map(({ item, record, reasonSealed, at, customerId }) => ({
      item: nameOf(ctx.house.brand.items, item, ctx),
      record: record || null,
      reason: sealerOf(reader, customerId).open(REVEAL_FIELD, reasonSealed),
      at,
    }));
}

const CHANGE: Readonly<Record<string, VisitChange["change"]>> = {
  withdraw: "turned_off",
  cancel: "turned_off",
  object: "objected",
};

function changesOf(row: VisitRecord, reader: Reader): VisitChange[] {
  const { ctx, notes } = reader;
  const { purposes, channels } = ctx.house.brand;
  return notes.changes
    .filter(({ viaId }) => viaId === row.id)
    .map((event) => {
      const evidence = openEvidence(sealerOf(reader, event.customerId), event);
      return {
        change: CHANGE[event.act] ?? "changed",
        purpose: nameOf(purposes, event.purpose, ctx),
        channel: event.channel === "" ? null : nameOf(channels, event.channel, ctx),
        asked: ASKED.find((one) => one === evidence?.method) ?? null,
        // What a customer said is for them; staff who look on see that they asked, and how.
        words: ctx.actor.kind === "customer" ? (evidence?.words ?? null) : null,
        at: event.at,
        seq: event.seq,
      };
    });
}

/** A name from the brand folder; the id itself where the brand no longer lists it. */
function nameOf(list: readonly { id: string; name: Brand["name"] }[], id: string, ctx: Ctx): Said {
  const { brand } = ctx.house;
  const found = byId(list, id);
  return found ? say(found.name, ctx.locale, brand) : { text: id, lang: brand.locales[0] ?? "en" };
}
