import { withSight } from "@/db/client";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { countWithin, type Limit, networkOf } from "../limits";
import { newId } from "../random";
import { sealAbout } from "./asked-seal";
import { insertAsked } from "./asked-store";
import type { Asking, StartedSignIn, StartSignInInput } from "./catalog";
import { deviceOf, packDevice } from "./device";
import { readTyped, type Typed } from "./identifier";
import { hashSecret, newSecret } from "./keys";

const HOUR = 3_600;

/** In this order, so that one network cannot use up what all share. */
const limitsOf = (typed: Typed, asking: Asking): Limit[] => [
  { name: "sign_in_network", key: networkOf(asking.network), points: 60, seconds: HOUR },
  { name: "sign_in_address", key: `${typed.kind}\0${typed.value}`, points: 10, seconds: HOUR },
  { name: "sign_in_all", key: "all", points: 5_000, seconds: HOUR },
];

/**
 * Asks for a sign-in. What is answered, and what is done until then, is the same for every address: whether
 * anybody is known by it is looked up later, by the queue, and told by message alone. Over a limit the answer
 * is the same again, and no message follows.
 * @returns the secret for the cookie that binds the code to this browser.
 * @throws DomainError `invalid` when it is neither an address, a phone number nor a customer number.
 */
export async function startSignIn(ctx: Ctx, input: StartSignInInput, asking: Asking): Promise<StartedSignIn> {
  const { house } = ctx;
  const typed = readTyped(house, input.who);
  if (!typed) throw new DomainError("invalid", { field: "who" });
  const browser = newSecret();
  // Asking once too often must not void the code that is on its way to this browser.
  if (!(await countWithin(house, limitsOf(typed, asking)))) return { browser: asking.browser ?? browser };
  const id = newId();
  const asked = {
    id,
    lookup: house.keys.lookup(`asked/${typed.kind}`, typed.value),
    browserHash: hashSecret(browser),
    sealed: sealAbout(house, id, { typed, address: null }),
    device: packDevice(deviceOf(asking.userAgent)),
    locale: ctx.locale,
  };
  await withSight(house.db, {}, async (tx) => {
    await insertAsked(tx, asked);
    await house.queue.add(tx, "sign_in.prepare", { id });
  });
  return { browser };
}
