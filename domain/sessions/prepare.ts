import { type Tx, withSight } from "@/db/client";
import { normaliseEmail } from "../customers/normalise";
import { type FindResult, findInSources } from "../held-data";
import type { Identity } from "../held-data/identity";
import type { House } from "../house";
import {
  canText,
  type MessageParams,
  type MessageTemplate,
  mailAddress,
  type Reachable,
  sendMessage,
} from "../messages";
import { hashCode, openAbout, sealAbout } from "./asked-seal";
import { type Asked, arm, takeUnprepared } from "./asked-store";
import { SIGN_IN_MINUTES } from "./catalog";
import { hasAddress, phoneIn, proofOf, type Typed } from "./identifier";
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
  await answer(house, { asked, ...(await look(house, typed)) });
}

/** Digits that are nobody's phone may be somebody's customer number. */
async function look(house: House, typed: Typed): Promise<Pick<Looked, "typed" | "result">> {
  const result = await findInSources(house, proofOf(typed));
  const { found, ambiguous, failed } = result;
  if (!typed.orNumber || found.length + ambiguous.length + failed.length > 0) return { typed, result };
  const number: Typed = { kind: "customer_number", value: typed.orNumber };
  return { typed: number, result: await findInSources(house, proofOf(number)) };
}

interface Looked {
  asked: Asked;
  typed: Typed;
  result: FindResult;
}

async function answer(house: House, looked: Looked): Promise<void> {
  const { asked, typed, result } = looked;
  const [source] = result.ambiguous;
  const to = addressFound(house, looked);
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
 * alike. A source without `identity` was found by the very address; of a phone equal is the same digits.
 */
function addressFound(house: House, { typed, result }: Looked): Reachable | null {
  const { kind, value } = typed;
  const identities = result.found.map(({ identity }) => identity).filter((identity) => identity !== null);
  if (kind === "customer_number") return addressOf(house, identities);
  if (result.found.length === 0) return null;
  if (kind === "phone") return { kind, value };
  const own = identities.find((identity) => hasAddress(house, identity, { kind, value }));
  return mailed(own?.email ?? value);
}

/** Whoever came by number is written to by mail, else by text. */
function addressOf(house: House, identities: readonly Identity[]): Reachable | null {
  const email = identities.map((identity) => mailed(identity.email ?? "")).find((one) => one !== null);
  if (email || !canText(house)) return email ?? null;
  const phone = identities.map((identity) => phoneIn(house, identity)).find((one) => one !== null);
  return phone ? { kind: "phone", value: phone } : null;
}

function mailed(text: string): Reachable | null {
  const value = mailAddress(text);
  return value === null ? null : { kind: "email", value };
}

async function sendSignIn(house: House, { asked, typed }: Looked, to: Reachable): Promise<void> {
  const [token, code] = [newSecret(), newCode()];
  const value = (to.kind === "email" && normaliseEmail(to.value)) || to.value;
  const sealed = sealAbout(house, asked.id, { typed, address: { kind: to.kind, value } });
  const params = { link: `${house.settings.publicUrl}/sign-in/${token}`, code, minutes: SIGN_IN_MINUTES };
  await withSight(house.db, {}, async (tx) => {
    if (!(await arm(tx, { ...locksOf(house, asked.id, { token, code }), sealed }))) return;
    await send(tx, { house, asked }, { to: to.value, template: "sign_in", params });
  });
}

/**
 * The same steps where nobody can be let in: locks whose keys nobody has, and what there is to say. A customer
 * number that nobody has leads to no address, so nothing is said; nor is anything to a phone that we do not know,
 * which would make us a machine that texts whom anybody names.
 */
async function closeWith<K extends MessageTemplate>(
  house: House,
  { asked, typed }: Looked,
  message: { template: K; params: MessageParams[K] },
): Promise<void> {
  const locks = locksOf(house, asked.id, { token: newSecret(), code: newCode() });
  const sealed = sealAbout(house, asked.id, { typed, address: null });
  const told = typed.kind === "email" || (typed.kind === "phone" && message.template === "not_let_in");
  await withSight(house.db, {}, async (tx) => {
    if (!(await arm(tx, { ...locks, sealed })) || !told) return;
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
