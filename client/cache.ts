import type { Answer } from "./answer.ts";

/** A moment by two clocks: the steady one, which nobody sets, and the wall's, which goes on while a machine sleeps. */
export interface Moment {
  steady: number;
  wall: number;
}

export const momentNow = (): Moment => ({ steady: performance.now(), wall: Date.now() });

/** What was asked: whose answer it is, and which. */
export interface Asked {
  customer: string;
  question: string;
}

/** Whose answers are no longer worth keeping once they come. */
export interface Turn {
  named: Set<string>;
  meant: ((customer: string) => boolean)[];
}

interface Kept {
  answer: Answer;
  sentAt: Moment;
  keepMs: number;
}

/** Answers, each for as long as it may be kept by both clocks; the oldest customers go first when it is full. */
export class Cache {
  private readonly customers = new Map<string, Map<string, Kept>>();
  private readonly turns = new Set<Turn>();
  private size = 0;

  constructor(private readonly most: number) {}

  find({ customer, question }: Asked): Answer | undefined {
    const answers = this.customers.get(customer);
    const kept = answers?.get(question);
    if (!kept) return undefined;
    if (!isOver(kept)) return kept.answer;
    this.remove(customer, question);
    return undefined;
  }

  /** Begins to ask: what is forgotten from now on is not kept when its answer comes. */
  begin(): Turn {
    const turn: Turn = { named: new Set(), meant: [] };
    this.turns.add(turn);
    return turn;
  }

  end(turn: Turn): void {
    this.turns.delete(turn);
  }

  keep(turn: Turn, { customer, question }: Asked, kept: Kept): void {
    if (this.most === 0 || isForgotten(turn, customer) || isOver(kept)) return;
    this.remove(customer, question);
    const answers = this.customers.get(customer) ?? new Map<string, Kept>();
    this.customers.set(customer, answers.set(question, kept));
    this.size += 1;
    for (const oldest of this.customers.keys()) {
      if (this.size <= this.most) return;
      this.drop(oldest);
    }
  }

  /** Something was told of this customer, so what was answered before may not hold any more. */
  forget(customer: string): void {
    for (const turn of this.turns) turn.named.add(customer);
    this.drop(customer);
  }

  /** The same of everybody whom `isOf` means. */
  forgetAll(isOf: (customer: string) => boolean): void {
    for (const turn of this.turns) turn.meant.push(isOf);
    for (const customer of [...this.customers.keys()]) if (isOf(customer)) this.drop(customer);
  }

  private drop(customer: string): void {
    this.size -= this.customers.get(customer)?.size ?? 0;
    this.customers.delete(customer);
  }

  private remove(customer: string, question: string): void {
    const answers = this.customers.get(customer);
    if (!answers?.delete(question)) return;
    this.size -= 1;
    if (answers.size === 0) this.customers.delete(customer);
  }
}

const isForgotten = ({ named, meant }: Turn, customer: string): boolean =>
  named.has(customer) || meant.some((isOf) => isOf(customer));

function isOver({ sentAt, keepMs }: Kept): boolean {
  const now = momentNow();
  return now.steady - sentAt.steady >= keepMs || now.wall - sentAt.wall >= keepMs;
}
