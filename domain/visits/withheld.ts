import type { Ctx } from "../context";
import type { VisitView } from "./view";

/** A visit as its reader may see it: staff in a later one read what was done, and no words that were written then. */
export function readable(ctx: Ctx, view: VisitView): VisitView {
  if (ctx.actor.kind !== "staff") return view;
  return {
    ...view,
    words: "",
    reveals: view.reveals.map((reveal) => ({ ...reveal, reason: "" })),
    changes: view.changes.map((change) => ({ ...change, words: null })),
  };
}
