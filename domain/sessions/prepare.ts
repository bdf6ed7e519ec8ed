import { withSight } from "@/db/client";
import { normaliseEmail } from "../customers/normalise";
import { type FindResult, findInSources } from "../held-data";
import type { House } from "../house";
import { sweepLimits } from "../limits";
import { mailAddress, sendMessage, sweepMessages } from "../messages";
import { hashCode, openAbout, sealAbout } from "./asked-seal";
import { type Asked, arm, sweepAsked, takeUnprepared } from "./asked-store";
import { SIGN_IN_MINUTES } from "./catalog";
import { proofOf, type Typed } from "./identifier";
import { hashSecret, newCode, newSecret } from "./keys";
import { tell, tellOfficer } from "./tell";

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
  if (source) return refuseAmbiguous(house, { asked, typed, source });
  const to = addressFound(looked);
  if (to) return sendSignIn(house, looked, to);
  const isLast = asked.tries >= MAX_TRIES;
  if (result.failed.length && !isLast) throw new Error("a source did not answer");
  const url = `${house.settings.publicUrl}/sign-in`;
  if (typed.kind !== "email") return;
  if (result.failed.length) await tell(house, looked, { template: "try_later", params: { url } });
  else await tell(house, looked, { template: "unknown_address", params: { address: typed.value, url } });
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
  const { id, locale } = asked;
  const [token, code] = [newSecret(), newCode()];
  const armed = {
    id,
    linkHash: hashSecret(token),
    codeHash: hashCode(house, id, code),
    sealed: sealAbout(house, id, { typed, email: normaliseEmail(to) }),
  };
  const params = { link: `${house.settings.publicUrl}/sign-in/${token}`, code, minutes: SIGN_IN_MINUTES };
  await withSight(house.db, {}, async (tx) => {
    if (!(await arm(tx, armed))) return;
    await sendMessage(tx, { house, requestId: id }, { to, template: "sign_in", params, locale });
  });
}

/** Two people under one address: nobody is let in, the privacy officer hears of it once a day. */
async function refuseAmbiguous(
  house: House,
  at: { asked: Asked; typed: Typed; source: string },
): Promise<void> {
  const { asked, typed } = at;
  await tellOfficer(house, { requestId: asked.id, address: typed.value, source: at.source });
  if (typed.kind === "email") await tell(house, at, { template: "not_let_in", params: {} });
}

async function sweep(house: House): Promise<void> {
  await withSight(house.db, {}, sweepAsked);
  await sweepLimits(house);
  await sweepMessages(house);
}
