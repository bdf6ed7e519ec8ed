/** The query of a page, as Next gives it. */
export type Query = Promise<Record<string, string | string[] | undefined>>;

/** Reads the query; a name sent twice counts as its first. */
export async function readQuery(query: Query): Promise<Record<string, string | undefined>> {
  const all = Object.entries(await query);
  return Object.fromEntries(all.map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]));
}
