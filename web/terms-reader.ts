import { listChoices } from "@/domain/choices";
import type { ChoicesView } from "@/domain/choices/catalog";
import type { Ctx } from "@/domain/context";
import { listStandings, noteShown } from "@/domain/terms";
import type { Standing, TermsView } from "@/domain/terms/catalog";
import type { Place } from "./navigation";

/** What a text shows of its reader: their switches, and how they stand to the version in force. */
export interface OwnPart {
  choices: ChoicesView | null;
  standing: Standing | null;
}

/** Whether somebody's own page is shown: theirs, or to staff in a visit. */
const isSomebodys = ({ actor, subject }: Ctx): boolean =>
  subject !== null && (actor.kind === "customer" || actor.kind === "staff");

/**
 * The reader's own part of a text; nothing for whoever is not signed in. That they were shown the version in force
 * is noted once, after what changed for them was read.
 */
export async function ownPart(
  ctx: Ctx,
  view: TermsView,
  saved: { saved?: string | undefined; seen?: number | undefined },
): Promise<OwnPart> {
  if (!isSomebodys(ctx)) return { choices: null, standing: null };
  const [choices, standings] = await Promise.all([listChoices(ctx, saved), listStandings(ctx)]);
  if (view.standing === "in_force") await noteShown(ctx, { document: view.document });
  return { choices, standing: standings.find(({ document }) => document === view.document) ?? null };
}

/** How long a page waits for a source before it asks by what is known. */
const PATIENCE_MS = 700;

/**
 * Standings for a page that does not wait for a slow source: what such a source may hold counts as held, so that
 * nobody goes unasked, and the standing names the source.
 */
export async function standingsSoon(ctx: Ctx, of?: Standing["agreement"]): Promise<Standing[]> {
  try {
    return await listStandings(ctx, { within: PATIENCE_MS, ...(of && { of }) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown";
    ctx.house.log.error("terms.standing_failed", { requestId: ctx.requestId, reason });
    return [];
  }
}

/** Pages of a customer that a sign-in may lead to. The first page asks by itself, and texts ask on their own. */
const ASKS: ReadonlySet<Place> = new Set(["data", "choices", "requests", "activity", "account"]);
const MINUTES_AFTER_SIGN_IN = 5;

/** What a text asks of whoever has just signed in, wherever that led them; later on only the first page asks. */
export async function askedAtSignIn(ctx: Ctx, at: Place): Promise<Standing[]> {
  const { actor, authTime, now } = ctx;
  if (!ASKS.has(at) || actor.kind !== "customer" || authTime === null) return [];
  if (now.getTime() - authTime.getTime() > MINUTES_AFTER_SIGN_IN * 60_000) return [];
  return standingsSoon(ctx, "required");
}
