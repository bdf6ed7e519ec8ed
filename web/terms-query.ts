import { z } from "zod";
import type { ChoiceResult } from "@/domain/choices/catalog";
import type { DecideResult } from "@/domain/terms/catalog";
import { withQuery } from "./own-path";

const Day = z.iso.date().optional().catch(undefined);

/** What the address of a text says; anything else in it is left aside. */
export const TermsQuery = z.object({
  version: Day,
  point: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,100}$/u)
    .optional()
    .catch(undefined),
  saved: z.uuid().optional().catch(undefined),
  seen: z.coerce.number().int().min(0).max(2_147_483_647).optional().catch(undefined),
  done: z.enum(["agree", "later", "refuse"]).optional().catch(undefined),
});

/** The two versions that a page compares. */
export const DifferenceQuery = z.object({ from: z.iso.date(), to: z.iso.date() });

/** The point that a form stood beside, from the way back that the form carries. */
const pointOf = (back: string): string | null => /#point-([A-Za-z0-9_-]+)$/u.exec(back)?.[1] ?? null;

/** Back to the point whose switch it was, which says what was saved. */
export function toPoint(
  done: ChoiceResult,
  { input, back }: { input: { seen?: number | undefined }; back: string },
): string {
  const seen = input.seen === undefined ? null : String(input.seen);
  return withQuery(back, {
    point: pointOf(back),
    saved: done.act,
    seen,
    done: null,
    problem: null,
    form: null,
  });
}

/** Back to the question, which says what was answered. */
export function toAnswer(done: DecideResult, { back }: { back: string }): string {
  return withQuery(back, { done: done.decision, saved: null, seen: null, problem: null, form: null });
}

/** The address of a text; without a version that in force. */
export function termsHref(document: string, version?: string): string {
  const path = `/terms/${encodeURIComponent(document)}`;
  return version === undefined ? path : `${path}?${new URLSearchParams({ version })}`;
}
