import { stringify } from "uuid";
import { type Tx, withSight } from "@/db/client";
import { NOBODY } from "@/db/schema/audit";
import type { AuditDetail } from "../access-line";
import { mutateEach, type Outcomes } from "../access-together";
import type { Ctx, Subject } from "../context";
import { lookupOf } from "../customers";
import type { House } from "../house";
import { countWithin } from "../limits";
import { answerLocale, answerText } from "./answers";
import { holdersOf, recordsOf } from "./holders";
import type { TextMeaning } from "./keywords";
import { lowerByText, tellSystems } from "./lower";
import { meaningOf } from "./rules";
import { sealText } from "./seal";
import { type Outcome, outcomeOf } from "./standing";
import {
  findAnswer,
  insertText,
  type Line,
  lockNumber,
  moveLine,
  overtakeWaiting,
  readLanguage,
  readLine,
} from "./store";

/** A text as its carrier handed it over, after the signature was proved. */
export interface IncomingText {
  /** The carrier's own id of it. */
  sid: string;
  /** E.164. */
  from: string;
  /** The brand's number, and the messaging service that it belongs to. */
  to: string;
  service: string | null;
  body: string;
  /** Set where the carrier has understood and answered it by itself. */
  understood: "stop" | "start" | "help" | null;
}

/** Answers of one number in an hour; two machines that answer each other end there. */
const ANSWERS = { name: "text_answers", points: 10, seconds: 3_600 };

/**
 * Takes in a text: remembers what its number said, known here or not, and lowers what a stop lowers, in one
 * transaction. The same text again does nothing and is answered as before.
 * @returns what to answer by text; "" for nothing.
 */
export async function receiveText(ctx: Ctx, text: IncomingText): Promise<string> {
  const { house } = ctx;
  const lookup = lookupOf(house, { kind: "phone", value: text.from });
  // Neither a short code nor a name can be a customer's.
  if (lookup === null) return "";
  const people = await holdersOf(house, lookup);
  const proof = house.keys.hash("tokens", `text/${text.sid}`);
  const actor = { kind: "text", textId: idOf(house, text), proof } as const;
  const coming: Coming = {
    ctx: { ...ctx, actor, locale: await localeFor(ctx, { people, body: text.body }) },
    ...{ text, people, actor, lookup, line: text.service ?? text.to },
    means: text.understood ?? meaningOf({ ...text, stopWords: ownWords(ctx) }),
  };
  return mutateEach(coming.ctx, "text.receive", {
    ...{ subjects: recordsOf(people), lookup },
    write: (tx) => takeIn(tx, coming),
  });
}

interface Coming extends Line {
  ctx: Ctx;
  text: IncomingText;
  people: readonly Subject[];
  actor: { textId: string; proof: Buffer };
  means: TextMeaning;
}

/** The same text has the same id, in whichever process it arrives; nobody can tell the carrier's from it. */
function idOf(house: House, { sid }: IncomingText): string {
  const bytes = house.keys.hash("tokens", `text-id/${sid}`).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return stringify(bytes);
}

const ownWords = ({ house }: Ctx): string[] => house.brand.channels.flatMap(({ stopWords }) => stopWords);

async function localeFor(
  { house }: Ctx,
  { people, body }: { people: readonly Subject[]; body: string },
): Promise<string> {
  const subjects = recordsOf(people);
  const theirs =
    subjects.length === 0
      ? null
      : await withSight(house.db, { subjects }, (tx) => readLanguage(tx, subjects));
  return answerLocale(house, { theirs, body });
}

async function takeIn(tx: Tx, coming: Coming): Promise<Outcomes<string>> {
  const { ctx, text, lookup, line, actor } = coming;
  await lockNumber(tx, lookup);
  const before = await findAnswer(tx, actor.textId);
  if (before !== null) return { value: before, lines: new Map() };
  const outcome = outcomeOf(coming.means, await readLine(tx, coming));
  const answer = await answerFor(coming, outcome);
  // What stopped before needs nobody's reading.
  const means = coming.means === "unclear" && outcome.to === null ? "other" : coming.means;
  const sealed = means === "unclear" ? sealText(ctx.house, actor.textId, text) : null;
  const { textId: id, proof: hash } = actor;
  await insertText(tx, { ...{ id, hash, lookup, line, means, sealed, answer } });
  if (outcome.to !== null)
    await moveLine(tx, { ...{ lookup, line, number: text.to, state: outcome.to, textId: id } });
  if (means === "stop" || means === "start") await overtakeWaiting(tx, coming);
  return { value: answer, lines: await linesOf(tx, coming, outcome) };
}

async function answerFor({ ctx, text }: Coming, { answer }: Outcome): Promise<string> {
  if (answer === null || text.understood !== null) return "";
  if (!(await countWithin(ctx.house, [{ ...ANSWERS, key: text.from }]))) return "";
  return answerText(ctx.house, answer, ctx.locale);
}

/** Each person's line of the audit; where the number is nobody's, a line about nobody. */
async function linesOf(tx: Tx, coming: Coming, { to }: Outcome): Promise<Map<string, AuditDetail>> {
  const { ctx, people, actor, text, means } = coming;
  if (means === "stop") {
    const isNew = to !== null;
    const said = { ctx, textId: actor.textId, proof: actor.proof, body: text.body, isNew };
    const lines = await lowerByText(tx, said, people);
    return isNew && people.length === 0 ? new Map([[NOBODY, { event: "stopped" }]]) : lines;
  }
  if (to === null) return new Map();
  const event = to === "open" ? "started" : to;
  if (to === "open") for (const subject of people) await tellSystems(tx, { ctx, subject, stopped: false });
  const whose = people.length > 0 ? people.map(({ id }) => id) : [NOBODY];
  return new Map(whose.map((id) => [id, { event }]));
}
