import type { House } from "@/domain/house";
import {
  findAnswer,
  type KeptAnswer,
  keepAnswer,
  keepAnswerAlone,
  type Repeatable,
} from "@/domain/idempotency";
import type { Answer, Keep } from "./endpoint";
import { Problem } from "./problem";
import { endsWithin } from "./within";

/** How long a repeat waits for the first of its kind before it is told that it is still under way. */
const PATIENCE_MS = 2_000;

export interface Repeated extends KeptAnswer {
  replayed: boolean;
}

interface Running {
  request: Buffer;
  ended: Promise<unknown>;
}

/** `first` is kept once it is known that this is no repeat; until then `work` may read, and write nothing. */
type Work = (keep: Keep, first: Promise<void>) => Promise<Answer>;

/** The answer's JSON, the same for every repeat. */
export const bytesOf = ({ body }: Answer): string => (body === undefined ? "" : JSON.stringify(body));

/** Does a thing once, however often it is asked for under one Idempotency-Key. */
export class Repeats {
  private readonly running = new Map<string, Running>();

  constructor(
    private readonly house: House,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /**
   * Answers as the first time, or does `work` for the first time.
   * @throws Problem `in-flight` when the first is still under way; `key-reused` when the key came with another body.
   */
  async once(asked: Repeatable, work: Work): Promise<Repeated> {
    const name = `${asked.route} ${asked.key} ${asked.system}`;
    const until = performance.now() + this.patienceMs;
    for (let first = this.running.get(name); first; first = this.running.get(name)) {
      if (!first.request.equals(asked.request)) throw new Problem("key-reused");
      if (!(await endsWithin(first.ended, until - performance.now()))) throw new Problem("in-flight");
    }
    const attempt = this.attempt(asked, work);
    const running = { request: asked.request, ended: attempt.catch(() => undefined) };
    this.running.set(name, running);
    try {
      return await attempt;
    } finally {
      this.running.delete(name);
    }
  }

  private async attempt(asked: Repeatable, work: Work): Promise<Repeated> {
    const looking = this.replay(asked);
    const first = looking.then((before) => {
      if (before) throw new Problem("in-flight");
    });
    first.catch(() => undefined);
    let kept: KeptAnswer | undefined;
    let late = false;
    const keep: Keep = async (tx, answer) => {
      kept = { status: answer.status, bytes: bytesOf(answer) };
      late = !(await keepAnswer(tx, this.house, { asked, answer: kept }));
      // Another process was faster: what this one did is undone with its transaction.
      if (late) throw new Problem("in-flight");
    };
    try {
      const answer = await work(keep, first);
      await first;
      if (kept) return { ...kept, replayed: false };
      return await this.keepAfter(asked, answer);
    } catch (error) {
      const before = (await looking) ?? (late ? await this.replay(asked) : null);
      if (before) return before;
      throw error;
    }
  }

  private async keepAfter(asked: Repeatable, answer: Answer): Promise<Repeated> {
    const kept = { status: answer.status, bytes: bytesOf(answer) };
    if (answer.status >= 300 || (await keepAnswerAlone(this.house, { asked, answer: kept })))
      return { ...kept, replayed: false };
    return (await this.replay(asked)) ?? { ...kept, replayed: false };
  }

  private async replay(asked: Repeatable): Promise<Repeated | null> {
    const found = await findAnswer(this.house, asked);
    if (found === "other") throw new Problem("key-reused");
    return found && { ...found, replayed: true };
  }
}

/** Reads an Idempotency-Key, quoted as the draft has it or bare. @throws Problem `idempotency-key-missing`. */
export function idempotencyKey(header: string | string[] | undefined): string {
  const text = typeof header === "string" ? header.trim() : "";
  const key = /^"(.*)"$/.exec(text)?.[1] ?? text;
  if (key === "") throw new Problem("idempotency-key-missing");
  if (!/^[\x21-\x7e]{1,255}$/.test(key) || /["\\]/.test(key))
    throw new Problem("idempotency-key-missing", {
      detail: "1 to 255 visible ASCII characters, without quotes inside.",
    });
  return key;
}
