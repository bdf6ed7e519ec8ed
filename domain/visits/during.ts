import { byId } from "@/domain/brand";
import { changed, mutate, observe, unchanged } from "../access";
import type { Ctx } from "../context";
import { customerSealer } from "../customers/keys";
import { DomainError } from "../errors";
import { visitOf } from "./actor";
import type { RevealInput } from "./catalog";
import { countChanges, insertReveal, insertViews, listReveals, listViews, REVEAL_FIELD } from "./note-store";
import { visitRefusal } from "./refusal";
import type { VisitSoFar } from "./view";

/**
 * Notes that a page was opened in the visit and which held items were on it. The same again is noted once.
 * @throws DomainError `expired` when the visit is over.
 */
export async function noteViewed(
  ctx: Ctx,
  seen: { page: string; items: readonly string[] },
): Promise<{ changed: boolean }> {
  const visit = visitOf(ctx);
  const page = pathOf(seen.page);
  return inVisit(() =>
    mutate(ctx, "visit.view", async (tx) => {
      const items = [...new Set(seen.items)].filter((item) => byId(ctx.house.brand.items, item));
      const fresh = await insertViews(tx, visit, { page, items: ["", ...items] });
      return fresh.length > 0
        ? changed(null, { page, items: fresh.filter((item) => item !== "") })
        : unchanged(null);
    }),
  );
}

/** Of an address only the path: what follows it may name one record. */
const pathOf = (page: string): string => (page.split(/[?#]/u)[0] ?? "").slice(0, 200) || "/";

/**
 * Lets one value be shown clear in this visit: exactly one line in the audit and one in the customer's Activity,
 * with the reason. Asked again, it is shown and nothing more is written.
 * @throws DomainError `not_found` for an item that is not held; `locked` for a special one, which no visit shows;
 * `expired` when the visit is over.
 */
export async function revealInVisit(ctx: Ctx, input: RevealInput): Promise<{ changed: boolean }> {
  const visit = visitOf(ctx);
  const item = byId(ctx.house.brand.items, input.item);
  if (!item) throw new DomainError("not_found", { item: input.item });
  if (item.special) throw new DomainError("locked", { item: item.id });
  if (input.reason.trim() === "") throw new DomainError("invalid", { field: "reason" });
  const record = input.record ?? "";
  return inVisit(() =>
    mutate(ctx, "visit.reveal", async (tx) => {
      const sealer = await customerSealer(tx, ctx.house.keys, visit.customerId);
      const reasonSealed = sealer.seal(REVEAL_FIELD, input.reason);
      const made = await insertReveal(tx, visit, { item: item.id, record, reasonSealed });
      return made ? changed(null, { item: item.id, record: record || null }) : unchanged(null);
    }),
  );
}

/** What was done in the visit until now, for its own pages: what may be shown clear, and how much changed. */
export async function readVisitSoFar(ctx: Ctx): Promise<VisitSoFar> {
  const visit = visitOf(ctx);
  return observe(ctx, "visit.list", async (tx) => {
    const views = await listViews(tx, [visit]);
    const reveals = await listReveals(tx, [visit]);
    return {
      pages: [...new Set(views.map(({ page }) => page))],
      items: new Set(views.map(({ item }) => item).filter(Boolean)).size,
      reveals: reveals.map(({ item, record }) => ({ item, record: record || null })),
      changes: await countChanges(tx, visit),
    };
  });
}

/** Does one thing in a visit; what the database refuses is told in words. */
async function inVisit<T>(
  work: () => Promise<{ changed: boolean; value: T }>,
): Promise<{ changed: boolean }> {
  try {
    return { changed: (await work()).changed };
  } catch (error) {
    throw visitRefusal(error);
  }
}
