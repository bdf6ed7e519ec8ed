import type { Answer, Question } from "./answer.ts";
import { unavailable } from "./answer.ts";
import { Cache } from "./cache.ts";
import { decide } from "./deciding.ts";
import { type ForthrightOptions, readOptions } from "./options.ts";
import { openReceiver, type Receiver, type ReceiverOptions } from "./receiver.ts";
import {
  type MadeLink,
  makeLink,
  type Obeyed,
  type Once,
  type RecordedObeyed,
  type RecordedUses,
  recordUses,
  type Told,
  type ToldChoices,
  type ToldUse,
  tellChoices,
  tellObeyed,
  type WantedLink,
} from "./telling.ts";

/** What a brand's system asks before it uses a customer's data, and says afterwards. */
export interface Forthright {
  /** May I? Never throws: whatever goes wrong is a no with the reason `unavailable`. `fresh` asks the server. */
  mayI(question: Question & { fresh?: boolean }): Promise<Answer>;
  /** The same for many, answered in their order; asked a thousand at a time. */
  decide(questions: readonly Question[], how?: { fresh?: boolean }): Promise<Answer[]>;
  /** Tells what a customer chose elsewhere. @throws ForthrightError */
  tellChoices(told: Told, once?: Once): Promise<ToldChoices>;
  /** Records what was done with people's data. @throws ForthrightError */
  recordUses(uses: readonly ToldUse[], once?: Once): Promise<RecordedUses>;
  /** Makes a link for one customer's message. @throws ForthrightError */
  makeLink(wanted: WantedLink, once?: Once): Promise<MadeLink>;
  /** Says that your system acts on what an event told; the customer reads it. @throws ForthrightError */
  tellObeyed(told: Obeyed, once?: Once): Promise<RecordedObeyed>;
  /**
   * The handler of a webhook endpoint: proves each event and drops what this client keeps about its customer.
   * @throws TypeError for a secret that is none
   */
  receiver(options: ReceiverOptions): Receiver;
}

/** A client of one installation, with one key. @throws TypeError that names the option that is not right. */
export function createForthright(options: ForthrightOptions): Forthright {
  const settings = readOptions(options);
  const desk = { settings, cache: new Cache(settings.cacheSize) };
  return {
    async mayI({ fresh, ...question }) {
      const [answer = unavailable()] = await decide(desk, [question], { fresh });
      return answer;
    },
    decide: (questions, how) => decide(desk, questions, how),
    tellChoices: (told, once) => tellChoices(desk, told, once),
    recordUses: (uses, once) => recordUses(desk, uses, once),
    makeLink: (wanted, once) => makeLink(desk, wanted, once),
    tellObeyed: (told, once) => tellObeyed(desk, told, once),
    receiver: (taking) => openReceiver(desk.cache, taking),
  };
}
