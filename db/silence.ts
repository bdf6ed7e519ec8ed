/** How often is looked whether somebody waits for too long. */
const LOOK_MS = 250;
/** Somebody has waited for so long, and nobody was answered meanwhile: then it is asked whether it is there at all. */
const PATIENCE_MS = 750;

/** Somebody who waits for the database. */
export interface Waiter {
  /** Longest that this may take, in milliseconds. */
  ms: number;
  /** Asked for more than a request may take: a silence is no reason to give it up before its own time. */
  isLong: boolean;
  giveUp(): void;
}

/**
 * Knows whether the database says anything at all. A long statement is no silence, because whoever asks beside it is
 * answered; a machine that hangs or vanished is, and then nobody who asks shall wait for it one after the other.
 */
export class Silence {
  private readonly waiting = new Map<Waiter, number>();
  private heardAt = Number.NEGATIVE_INFINITY;
  private silent = false;
  private isAsking = false;
  private timer: NodeJS.Timeout | undefined;

  /** `ask`: whether it answers, over a connection of its own and in bounded time. `whenGone`: told of each silence. */
  constructor(
    private readonly ask: () => Promise<boolean>,
    private readonly whenGone: () => void,
  ) {}

  /** It was asked and has not answered, and is asked again until it does. */
  get isSilent(): boolean {
    return this.silent;
  }

  /** Watches over somebody until `answered` is called. */
  waits(waiter: Waiter): void {
    this.waiting.set(waiter, performance.now());
    this.lookSoon();
  }

  /** @returns false where it had been given up before. `byIt`: the database itself said something, be it no. */
  answered(waiter: Waiter, byIt: boolean): boolean {
    if (byIt) this.heardAt = performance.now();
    return this.waiting.delete(waiter);
  }

  private lookSoon(): void {
    this.timer ??= setTimeout(() => {
      // This process may have been the slow one: what has arrived meanwhile is taken in first.
      setImmediate(() => {
        this.timer = undefined;
        this.look();
        if (this.silent || this.waiting.size > 0) this.lookSoon();
      });
    }, LOOK_MS).unref();
  }

  private look(): void {
    const now = performance.now();
    for (const [waiter, since] of this.waiting) if (now - since > waiter.ms) this.giveUp(waiter);
    if (this.silent) this.giveUpAll();
    const [[, oldest] = [undefined, now]] = this.waiting;
    const isQuiet = now - Math.max(oldest, this.heardAt) > PATIENCE_MS;
    if ((isQuiet || this.silent) && !this.isAsking) void this.wonder();
  }

  private async wonder(): Promise<void> {
    const began = performance.now();
    this.isAsking = true;
    const isThere = await this.ask();
    this.isAsking = false;
    if (isThere) this.heardAt = performance.now();
    this.silent = this.heardAt < began;
    if (this.silent) this.giveUpAll();
  }

  private giveUpAll(): void {
    this.whenGone();
    for (const [waiter] of this.waiting) if (!waiter.isLong) this.giveUp(waiter);
  }

  private giveUp(waiter: Waiter): void {
    this.waiting.delete(waiter);
    this.whenGone();
    waiter.giveUp();
  }
}
