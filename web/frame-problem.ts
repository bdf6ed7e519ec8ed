import { headers } from "next/headers";

/** The forms that the frame of every page has; pages themselves do not tell of them. */
export const FRAME_FORMS: ReadonlySet<string | undefined> = new Set(["sign-out", "language", "end-visit"]);

/** Why a form of the frame was refused, from the page's own address. */
export async function frameProblem(): Promise<string | null> {
  const path = (await headers()).get("x-path") ?? "";
  const query = new URLSearchParams(path.slice(path.indexOf("?") + 1));
  return FRAME_FORMS.has(query.get("form") ?? "") ? query.get("problem") : null;
}
