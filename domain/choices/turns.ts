const waiting = new Map<string, Promise<void>>();

/**
 * Runs a person's writes of this process one after the other, before any of them takes a connection: a burst
 * of one person holds one connection, not all. Between processes the ledger's lock decides the order.
 */
export async function inTurn<T>(person: string, work: () => Promise<T>): Promise<T> {
  const before = waiting.get(person) ?? Promise.resolve();
  const { promise: mine, resolve: done } = Promise.withResolvers<void>();
  waiting.set(person, mine);
  try {
    await before;
    return await work();
  } finally {
    if (waiting.get(person) === mine) waiting.delete(person);
    done();
  }
}
