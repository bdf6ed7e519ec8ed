const TRIES = 8;

/** Does the work again while somebody else wrote the same person meanwhile. @throws what the last try threw. */
export async function tryAgain<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= TRIES || !isRetry(error)) throw error;
    }
  }
}

/** 23505: a unique key was taken; 40P01: two waited for each other; FT004: the ledger holds something newer by now. */
const PASSING: readonly unknown[] = ["23505", "40P01", "FT004"];

/** The chain moved, the identifier has an owner now, or what the database says will pass. */
function isRetry(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at.name === "Moved" || at.name === "AlreadyHere") return true;
    if ("code" in at && PASSING.includes(at.code)) return true;
  }
  return false;
}
