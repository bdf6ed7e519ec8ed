import { get } from "node:http";

/** What anybody may see, one page with a form and one that is read: they pass through most of what other pages need. */
const PAGES = ["/sign-in", "/terms"];
const TIMES = 5;
/** Being slow at first is better than not being there. */
const LIMIT_MS = 15_000;

/** Where this process itself can be reached. */
export interface OwnPlace {
  hostname: string;
  port: number;
}

/**
 * Draws some pages for nobody, one after the other, so that the first people are not the ones who wait for code that
 * was never run. Never fails: a page that cannot be drawn says so itself when somebody asks for it.
 */
export async function warmUp(at: OwnPlace, limitMs = LIMIT_MS): Promise<void> {
  const signal = AbortSignal.timeout(limitMs);
  try {
    for (let time = 0; time < TIMES; time += 1)
      for (const path of PAGES) await drawn({ hostname: at.hostname, port: at.port, path, signal });
  } catch {
    // As slow as without it, then.
  }
}

const drawn = (page: OwnPlace & { path: string; signal: AbortSignal }): Promise<void> =>
  new Promise((resolve, reject) => {
    const asked = get({ ...page, agent: false }, (answer) => {
      answer.resume().once("end", resolve).once("error", reject);
    });
    asked.once("error", reject);
  });
