import { toldInPlace } from "./drawn-in-place";
import { FRAME_FORMS } from "./frame-problem";

/** The query of a page, as Next gives it. */
export type Query = Promise<Record<string, string | string[] | undefined>>;

/**
 * Reads the query; a name sent twice counts as its first. What the frame tells of is not the page's to tell.
 * Where the page is drawn in the answer to its own form, what the form came to stands in the place of the query.
 */
export async function readQuery(query: Query): Promise<Record<string, string | undefined>> {
  const all = Object.entries((await toldInPlace()) ?? (await query));
  const read = Object.fromEntries(
    all.map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
  return FRAME_FORMS.has(read.form) ? { ...read, problem: undefined } : read;
}
