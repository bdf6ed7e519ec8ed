import { type FileHandle, open, readFile, rm } from "node:fs/promises";

/** One write that was answered as done: under which key, whose, and where the ledger has it. */
export interface Acknowledgement {
  key: string;
  customer: string;
  seq: number;
  hash: string;
  /** Whether the answer said that it wrote something. */
  recorded: boolean;
}

/** A log of what was acknowledged, forced to the disk before anything counts as acknowledged. */
export class Acknowledged {
  #waiting: { line: string; done: () => void }[] = [];
  #writing = false;
  /** How many lines are on the disk. */
  count = 0;

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  static async at(path: string): Promise<Acknowledged> {
    return new Acknowledged(path, await open(path, "a"));
  }

  /** Resolves when it is on the disk; those that come meanwhile go there together. */
  add(one: Acknowledgement): Promise<void> {
    return new Promise((done) => {
      this.#waiting.push({ line: `${JSON.stringify(one)}\n`, done });
      void this.#write();
    });
  }

  async #write(): Promise<void> {
    if (this.#writing) return;
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      await this.file.appendFile(batch.map(({ line }) => line).join(""));
      await this.file.datasync();
      this.count += batch.length;
      for (const { done } of batch) done();
    }
    this.#writing = false;
  }

  /** Everything that is on the disk, read from there. */
  async read(): Promise<Acknowledgement[]> {
    const lines = (await readFile(this.path, "utf8")).split("\n").filter(Boolean);
    return lines.map((line) => JSON.parse(line) as Acknowledgement);
  }

  /** Closes and removes it. */
  async close(): Promise<void> {
    await this.file.close();
    await rm(this.path);
  }
}
