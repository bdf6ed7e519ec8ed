import type { Database } from "@/db/client";
import type { House } from "../house";
import { type Facts, readFacts, type Wanted } from "./decision-store";

/** Calls of no more questions than this share a statement; larger ones have one of their own. */
const FEW = 10;
/** Questions of one statement. */
const MOST = 100;
/** How long those who came later wait for a statement under way; then the next one sets off beside it. */
const PATIENCE_MS = 10;

interface Asking {
  wanted: readonly Wanted[];
  answer(facts: Facts): void;
  fail(error: unknown): void;
}

/**
 * Calls that ask at the same moment ride on one statement, each with its own answer. Nobody waits for company: what
 * came while a statement was under way goes out together as soon as it ends, or has taken long. A statement begins
 * after the last of its questions came, so every answer is at least as fresh as if it had been asked alone.
 */
export class AskedTogether {
  private readonly waiting: Asking[] = [];
  /** Statements under way that have not yet taken longer than anybody should wait for. */
  private quick = 0;
  private called = false;

  constructor(
    private readonly db: Database,
    private readonly read: typeof readFacts = readFacts,
  ) {}

  /** The facts of one call. @throws what the database says to it, and never what it says to another's question. */
  ask(wanted: readonly Wanted[]): Promise<Facts> {
    if (wanted.length > FEW) return this.read(this.db, wanted);
    return new Promise((answer, fail) => {
      this.waiting.push({ wanted, answer, fail });
      this.call();
    });
  }

  async close(): Promise<void> {}

  /** Sets off once all that the network brought by now has been read. */
  private call(): void {
    if (this.called || this.quick > 0 || this.waiting.length === 0) return;
    this.called = true;
    setImmediate(() => {
      this.called = false;
      void this.setOff();
    });
  }

  private async setOff(): Promise<void> {
    const group = this.nextGroup();
    const step = this.countQuick();
    try {
      await this.answerAll(group);
    } finally {
      step();
    }
  }

  /** Counts one more statement, until the returned function is called or patience ends. */
  private countQuick(): () => void {
    this.quick += 1;
    let counted = true;
    const step = () => {
      clearTimeout(timer);
      if (counted) this.quick -= 1;
      counted = false;
      this.call();
    };
    const timer = setTimeout(step, PATIENCE_MS);
    return step;
  }

  private nextGroup(): Asking[] {
    let questions = 0;
    const end = this.waiting.findIndex(({ wanted }) => {
      questions += wanted.length;
      return questions > MOST;
    });
    return this.waiting.splice(0, end < 0 ? this.waiting.length : end);
  }

  private async answerAll(group: readonly Asking[]): Promise<void> {
    try {
      const { now, people } = await this.read(
        this.db,
        group.flatMap(({ wanted }) => wanted),
      );
      let next = 0;
      for (const { wanted, answer } of group) {
        answer({ now, people: people.slice(next, next + wanted.length) });
        next += wanted.length;
      }
    } catch (error) {
      if (group.length === 1 || !isOfOneQuestion(error)) for (const { fail } of group) fail(error);
      else for (const { wanted, answer, fail } of group) this.read(this.db, wanted).then(answer, fail);
    }
  }
}

/** What one question holds that the database cannot read (class 22); anything else is the same for all. */
const isOfOneQuestion = (error: unknown): boolean =>
  error instanceof Error && "code" in error && String(error.code).startsWith("22");

const ROOM = "asked-together";

/** The one of this process. */
export function askedTogether(house: House): AskedTogether {
  const known = house.rooms.get(ROOM);
  if (known) return known as AskedTogether;
  const room = new AskedTogether(house.db);
  house.rooms.set(ROOM, room);
  return room;
}
