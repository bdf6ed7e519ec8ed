import {
  type Answer,
  keepMsOf,
  type Line,
  lineOf,
  type Question,
  readAnswers,
  unavailable,
} from "./answer.ts";
import type { Cache } from "./cache.ts";
import { call } from "./call.ts";
import { ForthrightError } from "./fault.ts";
import type { Settings } from "./options.ts";

/** What the API takes at once. */
export const MOST_AT_ONCE = 1_000;

export interface Desk {
  settings: Settings;
  cache: Cache;
}

/** One answer for each question, in order, whatever happens. What is kept is not asked again, unless `fresh`. */
export async function decide(
  desk: Desk,
  questions: readonly Question[],
  { fresh = false }: { fresh?: boolean } = {},
): Promise<Answer[]> {
  const lines = questions.map(lineOf);
  const answers = lines.map((line) => (line && !fresh ? desk.cache.find(line) : undefined));
  const open = lines.flatMap((line, at) => (line && !answers[at] ? [{ line, at }] : []));
  for (let from = 0; from < open.length; from += MOST_AT_ONCE) {
    const part = open.slice(from, from + MOST_AT_ONCE);
    const asked = part.map(({ line }) => line);
    const said = await askOrRefuse({ ...desk, halvings: { left: MOST_HALVINGS } }, asked);
    for (const [index, { at }] of part.entries()) answers[at] = said[index];
  }
  return answers.map((answer) => answer ?? unavailable());
}

/** So that a server which refuses everything is not asked for each entry. */
const MOST_HALVINGS = 40;

interface Asking extends Desk {
  halvings: { left: number };
}

async function askOrRefuse(desk: Asking, lines: readonly Line[]): Promise<Answer[]> {
  try {
    return await ask(desk, lines);
  } catch (error) {
    const fault =
      error instanceof ForthrightError ? error : new ForthrightError("unexpected", { cause: error });
    if (lines.length > 1 && isOfTheBody(fault) && desk.halvings.left > 0) return askHalves(desk, lines);
    tell(desk.settings, fault);
    return lines.map(unavailable);
  }
}

/** One entry that the API refuses to read, or a batch that is too large for it, fails no other entry. */
async function askHalves(desk: Asking, lines: readonly Line[]): Promise<Answer[]> {
  desk.halvings.left -= 1;
  const middle = Math.ceil(lines.length / 2);
  const first = await askOrRefuse(desk, lines.slice(0, middle));
  return [...first, ...(await askOrRefuse(desk, lines.slice(middle)))];
}

const isOfTheBody = ({ fault }: ForthrightError): boolean =>
  fault === "not-json" || fault === "too-large" || fault === "invalid";

async function ask({ settings, cache }: Desk, lines: readonly Line[]): Promise<Answer[]> {
  const turn = cache.begin();
  try {
    const body = `{"requests":[${lines.map(({ json }) => json).join(",")}]}`;
    const reply = await call(settings, { path: "/decisions", body });
    const answers = readAnswers(reply, lines.length);
    if (!answers) throw new ForthrightError("unexpected", { detail: "not one decision for each question" });
    for (const [index, line] of lines.entries()) {
      const answer = answers[index] ?? unavailable();
      cache.keep(turn, line, { answer, sentAt: reply.sentAt, keepMs: keepMsOf(answer, reply) });
    }
    return answers;
  } finally {
    cache.end(turn);
  }
}

/** Whoever listens may fail; the answer stays no. */
function tell({ onFault }: Settings, fault: ForthrightError): void {
  try {
    onFault(fault);
  } catch {}
}
