import type { Ctx } from "../context";
import type { RequestView } from "./view";

/** Whether staff look on in a visit. */
const isVisit = ({ actor }: Ctx): boolean => actor.kind === "staff" && actor.visit !== null;

/**
 * A request as its reader may see it: in a visit without a word that the person or the privacy team wrote, since
 * such words may hold anything. Where it stands, what came of it and by which law stay.
 */
export function readable(ctx: Ctx, view: RequestView): RequestView {
  if (!isVisit(ctx)) return view;
  const { answer, extension } = view;
  return {
    ...view,
    text: null,
    messages: [],
    extension: extension && { ...extension, because: "" },
    answer: answer && {
      ...answer,
      text: "",
      refusals: answer.refusals.map((refusal) => ({ ...refusal, because: "" })),
    },
    canWrite: false,
  };
}
