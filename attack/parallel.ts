/** Works on all items, at most `width` at a time, and keeps their order in what comes back. */
export async function inParallel<Item, Done>(
  items: readonly Item[],
  width: number,
  work: (item: Item, at: number) => Promise<Done>,
): Promise<Done[]> {
  const done: Done[] = [];
  const left = items.entries();
  const worker = async () => {
    for (const [at, item] of left) done[at] = await work(item, at);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return done;
}

/** The items in another order, the same in every run, so that readers come between each other. */
export function shuffled<Item>(items: readonly Item[]): Item[] {
  let seed = 7;
  const next = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed;
  };
  return items
    .map((item) => ({ item, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
