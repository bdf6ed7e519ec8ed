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

/** A unique key was taken, the chain moved, the identifier has an owner now, or two waited for each other. */
function isRetry(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at.name === "Moved" || at.name === "AlreadyHere") return true;
    if ("code" in at && (at.code === "23505" || at.code === "40P01")) return true;
  }
  return false;
}
