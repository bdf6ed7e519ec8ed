import { z } from "zod";
import type { ChoiceResult, UndoResult } from "@/domain/choices/catalog";

const Ref = z.string().max(201).optional().catch(undefined);

/** What the address of Your choices says; anything else in it is left aside. */
export const ChoicesQuery = z.object({
  /** In a visit: the cell whose form is open, and the one that a link would be sent for. */
  off: Ref,
  link: Ref,
  saved: z.uuid().optional().catch(undefined),
  seen: z.coerce.number().int().min(0).max(2_147_483_647).optional().catch(undefined),
});

/** Back to the page, which says what was saved and what other devices did since it was drawn. */
export function toChoices(done: ChoiceResult, { input }: { input: { seen?: number | undefined } }): string {
  const query = new URLSearchParams();
  if (done.act) query.set("saved", done.act);
  else query.set("same", "1");
  if (input.seen !== undefined) query.set("seen", String(input.seen));
  return `/choices?${query}`;
}

/** Back to the page, which also says what an Undo left alone because something newer stands on it. */
export function toUndone(done: UndoResult, form: { input: { seen?: number | undefined } }): string {
  if (!done.act && done.kept > 0) return "/choices?same=newer";
  return `${toChoices(done, form)}${done.kept > 0 ? "&kept=1" : ""}`;
}

/** Back to the link's own page, which says what is on now; names alone stand in the address, no person. */
export function afterConfirming({ changes }: ChoiceResult, { input }: { input: { token: string } }): string {
  const [first] = changes;
  const query = new URLSearchParams({
    done: "1",
    purpose: first?.purpose ?? "",
    channel: first?.channel ?? "",
  });
  return `/confirm/${input.token}?${query}`;
}
