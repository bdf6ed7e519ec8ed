import type { Act, Page } from "@/components/page";
import type { Ctx } from "@/domain/context";
import type { VersionInput } from "@/domain/terms/catalog";
import { deskTermsHref } from "./desk-terms";
import { wordsFor } from "./i18n";

/** What the parts of a customer's page are given where staff only preview it, in the customer's language. */
export function previewPage(
  { house, now }: Pick<Ctx, "house" | "now">,
  { path, locale, version }: { path: string; locale: string; version: VersionInput },
): Page {
  const words = wordsFor({ locale, timeZone: house.brand.timeZone, now });
  return { words, stamp: "", path, preview: { difference: `${deskTermsHref(version)}#check` } };
}

const nothing: Act = async () => {};

/** Stand where a page that is only previewed has no forms. */
export const noActs = { set: nothing, object: nothing, allow: nothing, undo: nothing, decide: nothing };
