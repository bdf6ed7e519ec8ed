import { type Tx, withSight } from "@/db/client";
import type { House } from "../house";
import { Together, togetherIn } from "../together";
import { deleteExpired, insertAnswers, type Kept, type NewAnswer, type Place, selectAnswers } from "./store";

/** One request that may come again: who sent it where, under which key, and the hash of what was sent. */
export interface Repeatable {
  /** The name of its key, which both keys of a rotation share and no other open key has. */
  system: string;
  /** Such as `POST /choices`. */
  route: string;
  /** The Idempotency-Key as it was sent. */
  key: string;
  /** SHA-256 of the request. */
  request: Buffer;
}

/** What was answered, byte for byte. */
export interface KeptAnswer {
  status: number;
  bytes: string;
}

/** How long an answer is kept. */
export const KEPT_HOURS = 24;

const place = ({ system, route }: Repeatable) => `answer/${system}/${route}`;
const hashOf = (house: House, { key }: Repeatable) => house.keys.hash("tokens", `idempotency\0${key}`);

/** Requests that come at one time are looked for in one statement. */
const looking = (house: House) =>
  togetherIn<Place, Kept | null>(
    house,
    "idempotency.look",
    () => new Together((places) => selectAnswers(house.db, places), { most: 100, lanes: 2 }),
  );

/** The answer to this request if it came before; `other` when its key came with something else. */
export async function findAnswer(house: House, asked: Repeatable): Promise<KeptAnswer | "other" | null> {
  const { system, route } = asked;
  const row = await looking(house).do({ system, route, hash: hashOf(house, asked) });
  if (!row) return null;
  if (!row.request.equals(asked.request)) return "other";
  return { status: row.status, bytes: house.keys.open("tokens", row.body, place(asked)) };
}

/**
 * Keeps the answer for repeats, in the transaction of its effect.
 * @returns false when another process has answered this request meanwhile: then nothing of this one may stay.
 */
export async function keepAnswer(
  tx: Tx,
  house: House,
  kept: { asked: Repeatable; answer: KeptAnswer },
): Promise<boolean> {
  const { asked, answer } = kept;
  const { system, route, request } = asked;
  const body = house.keys.seal("tokens", answer.bytes, place(asked));
  const hash = hashOf(house, asked);
  return keepWith(tx, { system, route, hash, request, status: answer.status, body });
}

interface Keeping {
  answers: NewAnswer[];
  written: Promise<boolean[]>;
}

const keeping = new WeakMap<Tx, Keeping>();

/** Answers that one transaction keeps at one time are written in one statement. */
async function keepWith(tx: Tx, answer: NewAnswer): Promise<boolean> {
  const at = keeping.get(tx) ?? beginKeeping(tx);
  const index = at.answers.push(answer) - 1;
  return (await at.written)[index] ?? false;
}

function beginKeeping(tx: Tx): Keeping {
  const answers: NewAnswer[] = [];
  const written = Promise.resolve().then(() => {
    keeping.delete(tx);
    return insertAnswers(tx, answers, KEPT_HOURS);
  });
  const begun = { answers, written };
  keeping.set(tx, begun);
  return begun;
}

/** Keeps an answer by itself, after its effect. @returns false when the request was answered meanwhile. */
export const keepAnswerAlone = (house: House, kept: { asked: Repeatable; answer: KeptAnswer }) =>
  withSight(house.db, {}, (tx) => keepAnswer(tx, house, kept));

/** Forgets answers whose time is over. */
export async function sweepAnswers(house: House): Promise<void> {
  await deleteExpired(house.db);
}
