import type { Answered } from "./any-body";
import type { Tally } from "./attack";
import type { Client } from "./client";
import type { Operation } from "./operations";

/** Milliseconds; far beyond what a busy machine takes. */
const HANG = 30_000;

/** Keeps the answers, so that the slowest can be told. */
export class Answers {
  readonly #ms: number[] = [];
  constructor(readonly tally: Tally) {}

  /**
   * Taken or refused as the sender's fault, without a word of ours, and without hanging. `close`: most of it was not
   * listened to, so that no answer may come.
   */
  check(what: string, { status, ms, text }: Answered, may: { close?: boolean } = {}): void {
    this.#ms.push(ms);
    const fine = (status >= 200 && status < 500) || (status === 0 && may.close === true);
    const told = /\bat .*\(.*:\d+:\d+\)|PostgresError|node_modules|syntax error at/.test(text);
    this.tally.check(
      fine && !told && ms < HANG,
      `${what}: ${status} in ${Math.round(ms)} ms ${told ? text.slice(0, 200) : ""}`,
    );
  }

  tell(): string {
    const sorted = this.#ms.toSorted((one, other) => one - other);
    const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
    return `${sorted.length} answers: half within ${at(0.5)} ms, 99 of 100 within ${at(0.99)} ms, all within ${at(1)} ms`;
  }
}

/** The API, to somebody who may call all of it. */
export interface Api {
  guest: Client;
  key: string;
  operations: Operation[];
  answers: Answers;
}
