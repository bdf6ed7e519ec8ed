import type { Tx } from "@/db/client";
import { observe } from "../access";
import { type Ctx, subjectIds } from "../context";
import { visitsBefore } from "../visits";
import type { ActivityEntry, ActivityKind, ActivityView, ListActivityInput } from "./catalog";
import { entryOfAct, entryOfUse, entryOfVisit } from "./entries";
import { ACTS_OF, entryOfLine, TOLD_IN } from "./lines";
import { onBehalfOf } from "./on-behalf";
import { type PageAsk, type Place, selectActs, selectLines, selectUses } from "./store";

const PAGE = 50;

/**
 * One history of the person's choices, uses of their data, visits of staff, requests, data changes and sign-ins,
 * newest first, 50 at a time. A cursor names the last entry seen, so entries that arrive meanwhile move nothing.
 * A cursor that is none of ours gives the first page.
 */
export async function listActivity(ctx: Ctx, input: ListActivityInput): Promise<ActivityView> {
  const kind = input.kind ?? null;
  const ask = { subjects: subjectIds(ctx.subject), before: placeOf(input.cursor), limit: PAGE + 1 };
  const found = await observe(ctx, "activity.read", (tx) => readEntries(tx, ctx, { kind, ask }));
  const entries = found.sort(newestFirst).slice(0, PAGE);
  const last = entries.at(-1);
  return { entries, next: found.length > PAGE && last ? cursorOf(last) : null, kind };
}

/** The whole history, newest first, a page at a time, for a copy. */
export async function* readAllActivity(ctx: Ctx): AsyncGenerator<ActivityEntry[]> {
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: ActivityView = await listActivity(ctx, cursor === "" ? {} : { cursor });
    yield page.entries;
    cursor = page.next;
  }
}

interface Asked {
  kind: ActivityKind | null;
  ask: PageAsk;
}

async function readEntries(tx: Tx, ctx: Ctx, { kind, ask }: Asked): Promise<ActivityEntry[]> {
  const reader = { brand: ctx.house.brand, locale: ctx.locale };
  const entries: (ActivityEntry | undefined)[] = [];
  if (kind === null || kind === "choices") {
    for (const [id, events] of await selectActs(tx, ask)) {
      const onBehalf = await onBehalfOf(tx, ctx, events);
      entries.push(entryOfAct({ id, events, onBehalf }, reader));
    }
  }
  if (kind === null || kind === "visits") {
    for (const visit of await visitsBefore(tx, ctx, ask)) entries.push(entryOfVisit(visit));
  }
  if (kind === null || kind === "messages") {
    for (const row of await selectUses(tx, ask)) entries.push(entryOfUse(row, reader));
  }
  const acts = actsOf(kind);
  if (acts.length > 0) {
    for (const row of await selectLines(tx, { acts, told: TOLD_IN }, ask))
      entries.push(entryOfLine(row, reader));
  }
  return entries.filter((entry) => entry !== undefined);
}

function actsOf(kind: ActivityKind | null): readonly string[] {
  if (kind === null) return Object.values(ACTS_OF).flat();
  return kind === "messages" || kind === "visits" ? [] : ACTS_OF[kind];
}

const newestFirst = (a: Place, b: Place): number =>
  b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

const cursorOf = (entry: Place): string =>
  Buffer.from(`${entry.at.getTime()} ${entry.id}`).toString("base64url");

function placeOf(cursor: string | undefined): Place | null {
  const text = cursor ? Buffer.from(cursor, "base64url").toString("latin1") : "";
  const found = /^(\d{1,13}) ([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/u.exec(text);
  return found ? { at: new Date(Number(found[1])), id: found[2] ?? "" } : null;
}
