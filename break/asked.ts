import { Agent, type Dispatcher, type FormData, request } from "undici";
import { endAtExit } from "./ended";

/** What one question came to. `status` is 0 without an answer. */
export interface Asked {
  what: string;
  status: number;
  ms: number;
  /** Milliseconds since the epoch when it was asked. */
  at: number;
  text: string;
  location: string;
  retryAfter: string;
  /** Why there was no answer. */
  fault: string;
}

export interface Question {
  what: string;
  url: string;
  method?: Dispatcher.HttpMethod;
  headers?: Record<string, string>;
  body?: string | FormData;
  /** Given up after so long; an answer that hangs is a finding, not a wait. */
  withinMs?: number;
}

const agent = new Agent({ connections: null, pipelining: 1, connect: { timeout: 5_000 } });
endAtExit(() => void agent.destroy());

/** Asks once and never throws. The time is until the whole answer was there. */
export async function ask(question: Question): Promise<Asked> {
  const { what, url, method = "GET", headers = {}, body, withinMs = 15_000 } = question;
  const [at, began] = [Date.now(), performance.now()];
  const none = { ...{ what, at, status: 0, text: "", location: "", retryAfter: "", fault: "" } };
  try {
    const signal = AbortSignal.timeout(withinMs);
    const answer = await request(url, { dispatcher: agent, method, headers, body, signal });
    const text = await answer.body.text();
    const { location, "retry-after": retryAfter } = answer.headers;
    const said = { location: String(location ?? ""), retryAfter: String(retryAfter ?? "") };
    return { ...none, ...said, status: answer.statusCode, text, ms: performance.now() - began };
  } catch (error) {
    return { ...none, fault: faultOf(error), ms: performance.now() - began };
  }
}

function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

/**
 * Asks `perSecond` times a second, whether or not earlier ones were answered, until `seconds` are over or `until`
 * says so. @returns all of it, when the last is answered.
 */
export async function atRate(
  rate: { perSecond: number; seconds: number; until?: () => boolean },
  next: (number: number) => Question,
): Promise<Asked[]> {
  const { perSecond, seconds, until = () => false } = rate;
  const [began, all] = [performance.now(), [] as Promise<Asked>[]];
  while (performance.now() - began < seconds * 1_000 && !until()) {
    const due = Math.floor(((performance.now() - began) / 1_000) * perSecond);
    while (all.length <= due) all.push(ask(next(all.length)));
    await new Promise((resolve) => setTimeout(resolve, Math.min(20, 1_000 / perSecond)));
  }
  return Promise.all(all);
}

/** How often each status came: `200 × 812, 503 × 3`. */
export function statuses(asked: readonly Asked[]): string {
  const counts = Map.groupBy(asked, ({ status, fault }) => (status ? String(status) : `none (${fault})`));
  return [...counts]
    .map(([status, all]) => `${status} × ${all.length}`)
    .sort()
    .join(", ");
}
