import type { Page } from "@/components/page";
import type { Ctx } from "@/domain/context";
import { type Words, wordsFor } from "./i18n";
import { stampOf } from "./stamp";
import { visitedOf } from "./visited";

/** The reader's words in this request. */
export function wordsOf(ctx: Ctx): Words {
  return wordsFor({ locale: ctx.locale, timeZone: ctx.house.brand.timeZone, now: ctx.now });
}

/** What the parts of the page at `path` need; the stamp is empty for whoever is not signed in. */
export function pageOf(ctx: Ctx, path: string): Page {
  return { words: wordsOf(ctx), stamp: ctx.actor.kind === "nobody" ? "" : stampOf(ctx), path };
}

/** The same for a customer's page, which staff may see in a visit. */
export async function customerPage(ctx: Ctx, path: string): Promise<Page> {
  return { ...pageOf(ctx, path), visit: await visitedOf(ctx) };
}
