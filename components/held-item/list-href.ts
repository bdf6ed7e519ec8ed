/** The address of another page or order of this list. `path` may have a query, which stays. */
export function listHref(path: string, item: string, { page, sort }: { page: number; sort: string }): string {
  const query = new URLSearchParams({ item, page: String(page) });
  if (sort) query.set("sort", sort);
  return `${path}${path.includes("?") ? "&" : "?"}${query}#${item}`;
}
