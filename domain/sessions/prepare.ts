import { type Tx, withSight } from "@/db/client";
import { normaliseEmail } from "../customers/normalise";
import { type FindResult, findInSources } from "../held-data";
import type { House } from "../house";
import { sweepLimits } from "../limits";
import {
  type MessageParams,
  type MessageTemplate,
  mailAddress,
  sendMessage,
  sweepMessages,
} from "../messages";
import { hashCode, openAbout, sealAbout } from "./asked-seal";
import { type Asked, arm, sweepAsked, takeUnprepared } from "./asked-store";
import { SIGN_IN_MINUTES } from "./catalog";
import { proofOf, type Typed } from "./identifier";
import { hashSecret, newCode, newSecret } from "./keys";
import { tellOfficer } from "./tell";

/** Looks at the sources, the first one included, before a person is asked to come back later. */
const MAX_TRIES = 3;

/**
 * The job `sign_in.prepare`: looks for the person and sends the one message, whatever it says. Runs after the
 * answer was given, so that its time tells nobody anything. Twice is once.
 * @throws when the sources did not answer and another try may help.
 */
export async function prepareSignIn(house: House, job: { id: string }): Promise<void> {
  const asked = await withSight(house.db, {}, (tx) => takeUnprepared(tx, job.id));
  if (!asked) return;
  const { typed } = openAbout(house, asked);
  if (!typed) return;
  const result = await findInSources(house, proofOf(typed));
  await answer(house, { asked, typed, result });
  await sweep(house);
}

interface Looked {
  asked: Asked;
  typed: Typed;
  result: FindResult;
}

async function answer(house: House, looked: Looked): Promise<void> {
  const { asked, typed, result } = looked;
  const [source] = result.ambiguous;
  const to = addressFound(looked);
  const url = `${house.settings.publicUrl}/sign-in`;
  if (source) {
    await tellOfficer(house, { requestId: asked.id, address: typed.value, source });
    await closeWith(house, looked, { template: "not_let_in", params: {} });
  } else if (to) await sendSignIn(house, looked, to);
  else if (result.failed.length === 0)
    await closeWith(house, looked, { template: "unknown_address", params: { address: typed.value, url } });
  else if (asked.tries >= MAX_TRIES)
    await closeWith(house, looked, { template: "try_later", params: { url } });
  else throw new Error("a source did not answer");
}

/**
 * Where the message goes: to the address that the source has, never to what was typed, which may only look
 * alike. A source without `identity` was found by the very address.
 */
function addressFound({ typed, result }: Looked): string | null {
  const stored = result.found
    .map(({ identity }) => identity?.email ?? null)
    .filter((email) => email !== null);
  if (typed.kind === "customer_number")
    return stored.map(mailAddress).find((email) => email !== null) ?? null;
  if (result.found.length === 0) return null;
  return mailAddress(stored.find((email) => normaliseEmail(email) === typed.value) ?? typed.value);
}

async function sendSignIn(house: House, { asked, typed }: Looked, to: string): Promise<void> {
  const [token, code] = [newSecret(), newCode()];
  const sealed = sealAbout(house, asked.id, { typed, email: normaliseEmail(to) });
  const params = { link: `${house.settings.publicUrl}/sign-in/${token}`, code, minutes: SIGN_IN_MINUTES };
  await withSight(house.db, {}, async (tx) => {
    if (!(await arm(tx, { ...locksOf(house, asked.id, { token, code }), sealed }))) return;
    await send(tx, { house, asked }, { to, template: "sign_in", params });
  });
}

/**
 * The same steps where nobody can be let in: locks whose keys nobody has, and what there is to say. A customer
 * number that nobody has leads to no address, so nothing is said.
 */
async function closeWith<K extends MessageTemplate>(
  house: House,
  { asked, typed }: Looked,
  message: { template: K; params: MessageParams[K] },
): Promise<void> {
  const locks = locksOf(house, asked.id, { token: newSecret(), code: newCode() });
  const sealed = sealAbout(house, asked.id, { typed, email: null });
  await withSight(house.db, {}, async (tx) => {
    if (!(await arm(tx, { ...locks, sealed })) || typed.kind !== "email") return;
    await send(tx, { house, asked }, { to: typed.value, ...message });
  });
}

const locksOf = (house: House, id: string, keys: { token: string; code: string }) => ({
  id,
  linkHash: hashSecret(keys.token),
  codeHash: hashCode(house, id, keys.code),
});

const send = <K extends MessageTemplate>(
  tx: Tx,
  { house, asked }: { house: House; asked: Asked },
  message: { to: string; template: K; params: MessageParams[K] },
) => sendMessage(tx, { house, requestId: asked.id }, { ...message, locale: asked.locale });

async function sweep(house: House): Promise<void> {
  await withSight(house.db, {}, sweepAsked);
  await sweepLimits(house);
  await sweepMessages(house);
}
