import type { Tx } from "@/db/client";
import { byId, say } from "@/domain/brand";
import { changed, mutate, type Outcome, observe, unchanged } from "../access";
import { refusal } from "../choices";
import { type Ctx, subjectIds } from "../context";
import { DomainError } from "../errors";
import type { DecideResult, DecideTermsInput, TermsAct, TermsRecord } from "./catalog";
import { choose } from "./choose";
import { type Kept, keptJson } from "./manifest";
import { openPublished, type Published } from "./published";
import { findVersion } from "./read";
import { eventsAbout } from "./since";
import { appendEvent, type EventRow, keepTexts, lockRecord, selectEvents, type VersionRow } from "./store";

/** What a reader of that language was shown: the points, and which texts stood beside them. Nothing of a person. */
export function shownOf(published: Published, locale: string): Kept {
  const { document, version, summary, full } = choose(published, locale);
  return keptJson({
    ...{ document: document.id, version: version.version, terms: published.hash },
    ...{ full: full.hash, summary: summary.hash, locale: summary.locale, changed: summary.changed ?? null },
    points: summary.points.map(({ id, text, clauses, surprising }) => ({ id, text, clauses, surprising })),
  });
}

/** Adds one line for whoever is signed in, with what they were shown. */
async function append(
  tx: Tx,
  ctx: Ctx,
  { row, published, act }: { row: VersionRow; published: Published; act: TermsAct },
): Promise<EventRow> {
  const { actor, subject, locale } = ctx;
  if (actor.kind !== "customer" || subject === null) throw new DomainError("forbidden");
  const shown = shownOf(published, locale);
  await keepTexts(tx, [shown]);
  return appendEvent(tx, {
    ...{ customerId: subject.id, document: row.document, version: row.version, act, locale },
    ...{ termsHash: row.hash, shownHash: shown.hash, actorKind: "customer", sessionId: actor.sessionId },
  });
}

async function write<T>(
  ctx: Ctx,
  act: "terms.decide" | "terms.shown",
  work: (tx: Tx, events: EventRow[]) => Promise<Outcome<T>>,
): Promise<T> {
  try {
    const done = await mutate(ctx, act, async (tx) => {
      if (ctx.subject) await lockRecord(tx, ctx.subject.id);
      return work(tx, await selectEvents(tx, subjectIds(ctx.subject)));
    });
    return done.value;
  } catch (error) {
    throw refusal(error);
  }
}

const line = ({ document, version, act, seq, hash }: EventRow) => ({
  ...{ document, version, decision: act, seq, hash: hash.toString("hex") },
});

/**
 * What the customer says to the version in force, as they were shown it. The same again writes nothing; "not now"
 * takes nothing back that was said of that version.
 * @throws DomainError `conflict` where another version is in force than the page showed; `not_offered` where the
 * document asks for no agreement; `not_found`, `signed_out`, `forbidden`.
 */
export async function decideTerms(ctx: Ctx, input: DecideTermsInput): Promise<DecideResult> {
  const { document, version, decision } = input;
  const { row } = await findVersion(ctx, { document });
  if (row.version !== version || row.hash !== input.hash) throw new DomainError("conflict");
  const published = await openPublished(ctx.house, row);
  if (published.document.agreement !== "required") throw new DomainError("not_offered");
  const result = { document, version, decision };
  return write<DecideResult>(ctx, "terms.decide", async (tx, events) => {
    const said = eventsAbout(events, document).filter(
      (event) => event.version === version && event.act !== "told",
    );
    const last = said.find(({ act }) => act !== "shown");
    const decided = last?.act === "agree" || last?.act === "refuse";
    const again = last?.act === decision && (decided || last.sessionId === sessionOf(ctx));
    if (again || (decision === "later" && decided)) return unchanged({ changed: false, ...result });
    const event = await append(tx, ctx, { row, published, act: decision });
    return changed({ changed: true, ...result }, line(event));
  });
}

const sessionOf = ({ actor }: Ctx): string | null => (actor.kind === "customer" ? actor.sessionId : null);

/** Notes that the signed-in customer was shown the version in force, once a version; nothing for anybody else. */
export async function noteShown(ctx: Ctx, { document }: { document: string }): Promise<void> {
  if (ctx.actor.kind !== "customer") return;
  const { row } = await findVersion(ctx, { document });
  const published = await openPublished(ctx.house, row);
  const isNoted = (events: readonly EventRow[]) =>
    events.some((event) => event.termsHash === row.hash && event.act === "shown");
  const known = await observe(ctx, "terms.own", (tx) => selectEvents(tx, subjectIds(ctx.subject)));
  if (isNoted(known)) return;
  await write(ctx, "terms.shown", async (tx, events) => {
    if (isNoted(events)) return unchanged(null);
    const event = await append(tx, ctx, { row, published, act: "shown" });
    return changed(null, line(event));
  });
}

const ACTS: readonly TermsAct[] = ["told", "shown", "agree", "later", "refuse"];

/** The subject's own record about terms, newest first. @throws DomainError `signed_out`, `forbidden`. */
export async function listTermsRecord(ctx: Ctx): Promise<TermsRecord[]> {
  const { brand } = ctx.house;
  const events = await observe(ctx, "terms.own", (tx) => selectEvents(tx, subjectIds(ctx.subject)));
  return events.map(({ seq, document, version, act, at, locale, termsHash, shownHash, hash }) => ({
    ...{ seq, document, version, at, locale, termsHash, shownHash, hash: hash.toString("hex") },
    name: say(byId(brand.terms, document)?.name ?? document, ctx.locale, brand),
    act: ACTS.find((one) => one === act) ?? "shown",
  }));
}
