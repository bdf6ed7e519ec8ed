import { say } from "@/domain/brand";
import type { Ctx } from "../context";
import type { ChangesForYou, Standing } from "./catalog";
import { changesTo } from "./changes";
import { type Person, readPerson } from "./person";
import { listPublished, openPublished, todayOf, versionLines } from "./published";
import { inForce } from "./read";
import { eventsAbout, lastDecision } from "./since";
import type { EventRow, VersionRow } from "./store";

/** Whether what changed touches this person. */
export const touches = (changes: ChangesForYou | null): boolean =>
  changes !== null && (changes.everybody || changes.yours.length > 0);

/**
 * What a page should do about one document. Asked is whoever never said yes or no, and whoever said so of a version
 * since which something changed that touches them; "not now" holds for its session. Told without asking is whoever
 * a change touches, until they were shown the version. Pure.
 */
export function wantsOf(at: {
  agreement: Standing["agreement"];
  version: string;
  events: readonly Pick<EventRow, "act" | "version" | "sessionId">[];
  changes: ChangesForYou | null;
  session: string | null;
}): Standing["wants"] {
  const { agreement, version, events, changes, session } = at;
  const decided = lastDecision(events);
  if (decided?.version === version) return "nothing";
  if (agreement === "notice") {
    const seen = events.some((event) => event.act === "shown" && event.version === version);
    return !seen && touches(changes) ? "tell" : "nothing";
  }
  if (decided && !touches(changes)) return "nothing";
  const later = events.find((event) => event.act === "later" && event.version === version);
  return later && later.sessionId === session ? "waits" : "ask";
}

const DECISIONS = ["agree", "later", "refuse"] as const;

function decidedOf(events: readonly EventRow[]): Standing["decided"] {
  for (const { act, version, at } of events) {
    const decision = DECISIONS.find((one) => one === act);
    if (decision) return { decision, version, at };
  }
  return null;
}

async function standingOf(
  ctx: Ctx,
  at: { person: Person; rows: readonly VersionRow[]; row: VersionRow; within: number | undefined },
): Promise<Standing | null> {
  const { house, actor, locale } = ctx;
  const { person, rows, row } = at;
  const { document } = await openPublished(house, row);
  const events = eventsAbout(person.events, row.document);
  const changes = await changesTo(ctx, at);
  const now = versionLines(rows, todayOf(ctx)).find(({ version }) => version === row.version);
  if (now === undefined) return null;
  const agreed = events.find(({ act }) => act === "agree");
  const session = actor.kind === "customer" ? actor.sessionId : null;
  const { agreement } = document;
  return {
    ...{ document: row.document, name: say(document.name, locale, house.brand), agreement, now },
    decided: decidedOf(events),
    agreed: agreed ? { version: agreed.version, at: agreed.at } : null,
    changes,
    wants: wantsOf({ agreement, version: row.version, events, changes, session }),
  };
}

/**
 * How the subject stands to each document in force, in the folder's order; empty where nobody is signed in.
 * @param asked.of only the documents with this `agreement`.
 * @param asked.within milliseconds, where a page cannot wait: what a slower source may hold counts as held.
 * @throws DomainError `forbidden`.
 */
export async function listStandings(
  ctx: Ctx,
  { of, within }: { of?: Standing["agreement"]; within?: number } = {},
): Promise<Standing[]> {
  if (ctx.subject === null) return [];
  const { house } = ctx;
  const all = await listPublished(house);
  const documents = house.brand.terms.filter(({ agreement }) => of === undefined || agreement === of);
  if (all.length === 0 || documents.length === 0) return [];
  const person = await readPerson(ctx);
  const found = await Promise.all(
    documents.map(async ({ id }) => {
      const rows = all.filter((row) => row.document === id);
      const row = inForce(rows, todayOf(ctx));
      return row === undefined ? null : standingOf(ctx, { person, rows, row, within });
    }),
  );
  return found.filter((one) => one !== null);
}
