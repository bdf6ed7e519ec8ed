/** Somebody wrote the same person meanwhile: a unique key was taken, the chain moved, the identifier has an owner. */
export function isRetry(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at.name === "Moved" || at.name === "AlreadyHere") return true;
    if ("code" in at && (at.code === "23505" || at.code === "40P01")) return true;
  }
  return false;
}
