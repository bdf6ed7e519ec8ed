import { z } from "zod";
import { say } from "@/domain/brand";
import type { Ctx } from "@/domain/context";
import { isDomainError } from "@/domain/errors";
import { lookAtRequest } from "@/domain/requests";
import { type DeskRequestView, REFUSALS } from "@/domain/requests/catalog";
import { type Flash, readFlash } from "./flash";
import { orNotFound } from "./or-not-found";

/** The forms of a request's page, by the name under which a refused one is kept. */
const FORMS = ["desk-message", "desk-answer", "desk-refuse", "desk-more"] as const;
type Form = (typeof FORMS)[number];

/** What the address of a request's page says; anything else in it is left aside. */
export const DeskRequestQuery = z.object({
  did: z.enum(["question", "more_time", "done", "refused"]).optional().catch(undefined),
  template: z.enum(REFUSALS).optional().catch(undefined),
  form: z.enum(FORMS).optional().catch(undefined),
  problem: z.string().optional().catch(undefined),
});
export type DeskRequestQuery = z.infer<typeof DeskRequestQuery>;

/** The request that an address names, or "own" for whoever asked it themselves. Another address is not found. */
export async function readAtDesk(ctx: Ctx, id: string): Promise<DeskRequestView | "own"> {
  try {
    return await orNotFound(() => lookAtRequest(ctx, { id }));
  } catch (error) {
    if (isDomainError(error, "forbidden") && error.params.why === "own") return "own";
    throw error;
  }
}

/** What a refused form of the page held, and why it was refused; null where none was. */
export async function refusedForm({ form, problem }: DeskRequestQuery): Promise<Flash | null> {
  return form && problem ? readFlash(form) : null;
}

/** One form's own part of what was refused: what was typed, and the words for what is missing. */
export function partOf(
  flash: Flash | null,
  form: Form,
  error: string,
): { typed?: Record<string, string>; error?: string } {
  if (flash?.form !== form) return {};
  return { typed: flash.values, ...(flash.problem === "invalid" && { error }) };
}

/** The held items that an answer can name. */
export function itemsOf(ctx: Ctx): { value: string; label: string }[] {
  const { brand } = ctx.house;
  return brand.items.map(({ id, name }) => ({ value: id, label: say(name, ctx.locale, brand).text }));
}
