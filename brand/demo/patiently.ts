import type { findInSources } from "@/domain/held-data";

type FindResult = Awaited<ReturnType<typeof findInSources>>;

const TRIES = 10;

/**
 * Looks again while a source does not answer: a machine that is busy with the first start would else leave somebody
 * without a past for good. Each try takes the sources' own time; a source that stays away is given up on.
 */
export async function patiently(find: () => Promise<FindResult>): Promise<FindResult["found"]> {
  for (let tries = 1; ; tries += 1) {
    const { found, failed } = await find();
    if (found.length > 0 || failed.length === 0 || tries === TRIES) return found;
  }
}
