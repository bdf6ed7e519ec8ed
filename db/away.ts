/** Connection refused or lost, too many connections, shutting down, no room, a full pool, or too slow a statement. */
const AWAY =
  /^(ECONN\w+|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENOENT|08\w{3}|57P0\d|57014|55P03|53\w{3}|58030|25P0[34]|40001|40P01)$/;
const AWAY_WORDS =
  /connect(ion)? (terminated|timeout)|timeout expired|timeout exceeded when trying to connect|Query read timeout|not queryable/i;

/** Whether an error says that the database cannot be had at the moment, and not that something is wrong with what was asked. */
export function isAway(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ("code" in at && AWAY.test(String(at.code))) return true;
    if (AWAY_WORDS.test(at.message)) return true;
  }
  return false;
}
