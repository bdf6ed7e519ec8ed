import { withSight } from "@/db/client";
import type { Ctx } from "../context";
import { normaliseEmail } from "../customers/normalise";
import { DomainError } from "../errors";
import { countWithin, networkOf } from "../limits";
import { mailAddress } from "../messages";
import { newId } from "../random";
import type { Asking } from "../sessions/catalog";
import { hashSecret, newSecret } from "../sessions/keys";
import { insertStaffAsked } from "./asked-store";
import type { StartStaffSignInInput } from "./catalog";
import { emailLookup } from "./keys";

const HOUR = 3_600;

/** In this order, so that one network cannot use up what all share. */
const limitsOf = (email: string, network: string) => [
  { name: "staff_sign_in_network", key: networkOf(network), points: 60, seconds: HOUR },
  { name: "staff_sign_in_address", key: email, points: 10, seconds: HOUR },
  { name: "staff_sign_in_all", key: "all", points: 1_000, seconds: HOUR },
];

/**
 * Asks for a sign-in at the desk. What is answered, and what is done until then, is the same for staff, for
 * disabled staff and for everybody else: who it is is looked up later, by the queue. Over a limit the answer is
 * the same again, and no message follows.
 * @returns the secret for the cookie that binds the code to this browser.
 * @throws DomainError `invalid` when it is no email address.
 */
export async function startStaffSignIn(
  ctx: Ctx,
  input: StartStaffSignInInput,
  asking: Asking,
): Promise<{ browser: string }> {
  const { house, locale } = ctx;
  const email = mailAddress(input.email) && normaliseEmail(input.email);
  if (!email) throw new DomainError("invalid", { field: "email" });
  const browser = newSecret();
  if (!(await countWithin(house, limitsOf(email, asking.network))))
    return { browser: asking.browser ?? browser };
  const id = newId();
  const asked = { id, lookup: emailLookup(house.keys, email), browserHash: hashSecret(browser) };
  await withSight(house.db, {}, async (tx) => {
    await insertStaffAsked(tx, asked);
    await house.queue.add(tx, "staff_sign_in.prepare", { id, locale });
  });
  return { browser };
}
