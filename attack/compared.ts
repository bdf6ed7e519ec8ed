import { randomInt } from "node:crypto";
import type { Tally } from "./attack";
import type { Answer } from "./client";
import { inParallel } from "./parallel";
import { someWord } from "./sign-in";
import { errorOfMedian, mannWhitney, median } from "./statistics";

/** Milliseconds that a tester may see of a difference, and how sure they may be of one. */
const [MOST_MS, SURE] = [5, 0.01];

export type Send = (who: string) => Promise<Answer>;

interface Pairs {
  what: string;
  known: readonly string[];
  unknown: readonly string[];
  /** How many pairs are asked beside each other. */
  lanes: number;
  send: Send;
  /** Called before each so many pairs, so that nothing is over a limit. */
  rest(): Promise<void>;
  every: number;
}

interface Taken {
  known: number[];
  unknown: number[];
}

/** Asks for known and unknown in turn, the first of each pair by lot, and compares bytes and times. */
export async function compare(tally: Tally, pairs: Pairs): Promise<string> {
  const first = await takeTimes(tally, pairs);
  // One in a hundred fair comparisons looks unfair; two in a row do not.
  const taken = isApart(first) ? await takeTimes(tally, pairs) : first;
  const told = `${pairs.what}: known ${median(taken.known).toFixed(2)} ms, unknown ${median(taken.unknown).toFixed(2)} ms, p ${mannWhitney(taken.known, taken.unknown).toFixed(3)}, ${taken.known.length} each`;
  tally.check(difference(taken) < mostOf(taken), `the medians differ: ${told}`);
  tally.check(mannWhitney(taken.known, taken.unknown) > SURE, `the times differ: ${told}`);
  return told;
}

const difference = ({ known, unknown }: Taken) => Math.abs(median(known) - median(unknown));

/** Five milliseconds; more only where the machine itself is so busy that no smaller difference can be seen in it. */
const mostOf = ({ known, unknown }: Taken) =>
  Math.max(MOST_MS, 3 * Math.hypot(errorOfMedian(known), errorOfMedian(unknown)));

const isApart = (taken: Taken) =>
  mannWhitney(taken.known, taken.unknown) <= SURE || difference(taken) >= mostOf(taken);

async function takeTimes(tally: Tally, pairs: Pairs): Promise<Taken> {
  const { known, unknown, send, what } = pairs;
  const taken: Taken = { known: [], unknown: [] };
  const seen = new Map<string, string>();
  const one = async (kind: keyof Taken, who: string) => {
    const answer = await send(who);
    taken[kind].push(answer.ms);
    seen.set(bytesOf(answer, who), `${kind} ${answer.status} ${answer.location}`);
    tally.check(
      seen.size === 1,
      () => `${what} answers in ${seen.size} ways: ${[...seen.values()].join(" | ")}`,
    );
  };
  for (let from = 0; from < known.length; from += pairs.every) {
    await pairs.rest();
    const part = known
      .slice(from, from + pairs.every)
      .map((who, at) => [who, unknown[from + at] ?? ""] as const);
    await inParallel(part, pairs.lanes, async ([here, nowhere]) => {
      const order: (keyof Taken)[] = randomInt(2) ? ["known", "unknown"] : ["unknown", "known"];
      for (const kind of order) await one(kind, kind === "known" ? here : nowhere);
    });
  }
  return taken;
}

/** An answer without what is new in each: the nonce, the moment, the request's number, random secrets, what was typed. */
export function bytesOf({ status, headers, raw, text }: Answer, typed: string): string {
  const nonce = /'nonce-([^']+)'/.exec(headers.get("content-security-policy") ?? "")?.[1] ?? "-";
  const told = raw.filter(([name]) => !["date", "x-request-id"].includes(name)).flat();
  return [status, ...told, text]
    .join("\n")
    .replaceAll(nonce, "N")
    .replaceAll(headers.get("x-request-id") ?? "-", "R")
    .replaceAll(typed, "T")
    .replace(/((?:staff-)?asked|kept\d?)=[^;]+/g, "$1=S")
    .replace(/expires=[^;"\n]*/gi, "expires=E");
}

/** Addresses that are nobody's. */
export const strangers = (count: number) => Array.from({ length: count }, () => `${someWord()}@example.com`);
