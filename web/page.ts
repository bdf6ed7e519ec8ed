import type { Page } from "@/components/page";
import type { Ctx } from "@/domain/context";
import { type Words, wordsFor } from "./i18n";
import { stampOf } from "./stamp";

/** The reader's words in this request. */
export function wordsOf(ctx: Ctx): Words {
  return wordsFor({ locale: ctx.locale, timeZone: ctx.house.brand.timeZone, now: ctx.now });
}

/** What the parts of the page at `path` need; the stamp is empty for whoever is not signed in. */
export function pageOf(ctx: Ctx, path: string): Page {
  return { words: wordsOf(ctx), stamp: ctx.actor.kind === "customer" ? stampOf(ctx) : "", path };
}
