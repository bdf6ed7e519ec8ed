import { type Attack, Tally } from "./attack";
import { type Crew, crewOf, inVisit } from "./crew";
import { cookies, visits } from "./forged/cookies";
import { apiKeys, cursors, idempotencyKeys } from "./forged/keys";
import { confirmLinks, copyLinks, messageLinks } from "./forged/links";
import { secondSteps } from "./forged/second-step";
import { codes, links } from "./forged/sign-in";
import { inboundTexts } from "./forged/texts";
import type { Try } from "./forged/try";
import type { Target } from "./target";

type Kind = (target: Target, crew: Crew) => Promise<Try[]>;

/** Every kind of token there is, each in a way in which it must not count. */
const kinds: readonly Kind[] = [
  async (target) => links(target, (await target.claim(1))[0]?.email ?? ""),
  async (target) => codes(target, (await target.claim(1))[0]?.email ?? ""),
  cookies,
  visits,
  secondSteps,
  apiKeys,
  idempotencyKeys,
  cursors,
  inboundTexts,
  copyLinks,
  confirmLinks,
  messageLinks,
];

/** What could not be tried was not withstood. */
const brokeOff = (error: unknown): Try[] => [
  { kind: "broke off", what: error instanceof Error ? (error.stack ?? error.message) : "?", accepted: true },
];

/** Used, altered, invented and foreign tokens of every kind: none is accepted. */
export const attack: Attack = {
  name: "tokens",
  threat: "T7 T12 T13 T20 T47",
  async run(target) {
    const tally = new Tally();
    const crew = await crewOf(target);
    await inVisit(target, crew);
    const tried: Try[] = [];
    for (const kind of kinds) {
      await target.forgetLimits();
      tried.push(...(await kind(target, crew).catch(brokeOff)));
    }
    for (const { kind, what, accepted } of tried) tally.check(!accepted, `${kind}, ${what}: accepted`);
    for (const [kind, all] of Map.groupBy(tried, (one) => one.kind)) {
      const accepted = all.filter((one) => one.accepted).length;
      target.say(`   ${kind.padEnd(20)} ${String(all.length).padStart(3)} tries, ${accepted} accepted`);
    }
    return tally;
  },
};
