import type { House } from "./house";

/**
 * How many go together at most, and how many such groups may be under way at one time. Fewer and larger groups cost
 * less, so a further one sets off only beside one that takes longer than anybody should wait for.
 */
export interface TogetherLimits {
  most: number;
  lanes: number;
}

/** How long those who came later wait for the group under way. */
const PATIENCE_MS = 25;

interface Waiting<In, Out> {
  one: In;
  resolve: (out: Out) => void;
  reject: (error: unknown) => void;
}

/**
 * Does what comes at one time in one go: whatever comes while a group is under way waits for it and goes with the
 * next. Nobody waits for company: one that comes alone goes at once.
 */
export class Together<In, Out> {
  private readonly waiting: Waiting<In, Out>[] = [];
  private underWay = 0;
  /** Groups under way that have not yet taken long. */
  private quick = 0;
  private isPlanned = false;

  /** `work` answers each in the order given; when it throws, all of the group do. */
  constructor(
    private readonly work: (many: readonly In[]) => Promise<readonly Out[]>,
    private readonly limits: TogetherLimits,
  ) {}

  /** @throws what the work of its group threw. */
  do(one: In): Promise<Out> {
    const { promise, resolve, reject } = Promise.withResolvers<Out>();
    this.waiting.push({ one, resolve, reject });
    this.plan();
    return promise;
  }

  async close(): Promise<void> {}

  /** After whatever else has just come in with it. */
  private plan(): void {
    if (this.isPlanned || this.quick > 0) return;
    if (this.underWay >= this.limits.lanes || this.waiting.length === 0) return;
    this.isPlanned = true;
    setImmediate(() => {
      this.isPlanned = false;
      void this.run(this.waiting.splice(0, this.limits.most));
    });
  }

  private async run(group: readonly Waiting<In, Out>[]): Promise<void> {
    this.underWay += 1;
    const step = this.countQuick(group.length);
    try {
      const done = await this.work(group.map(({ one }) => one));
      if (done.length !== group.length) throw new Error("not each of a group was answered");
      for (const [index, out] of done.entries()) group[index]?.resolve(out);
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    this.underWay -= 1;
    step();
  }

  /** Counts one more group as quick, until the returned function is called or patience ends; a full one never. */
  private countQuick(size: number): () => void {
    let isQuick = size < this.limits.most;
    if (isQuick) this.quick += 1;
    else this.plan();
    const step = () => {
      clearTimeout(timer);
      if (isQuick) this.quick -= 1;
      isQuick = false;
      this.plan();
    };
    const timer = setTimeout(step, PATIENCE_MS);
    return step;
  }
}

/** The one of that name in a house, so that all who call through it meet. */
export function togetherIn<In, Out>(
  house: House,
  name: string,
  make: () => Together<In, Out>,
): Together<In, Out> {
  const room = house.rooms.get(name) ?? make();
  house.rooms.set(name, room);
  return room as Together<In, Out>;
}
