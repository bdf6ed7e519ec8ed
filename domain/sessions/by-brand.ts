import type { Ctx } from "../context";
import { recognise } from "../customers";
import { normaliseCustomerNumber, normaliseEmail } from "../customers/normalise";
import { type FindResult, findInSources, type Proof } from "../held-data";
import type { House } from "../house";
import { beginSession } from "./begin";
import type { SignInRefusal, SignInResult } from "./catalog";
import { deviceOf, packDevice } from "./device";
import { tellOfficer } from "./tell";

/** What the brand's own sign-in vouches for, its signature, nonce and issuer checked. */
export interface BrandLogin {
  issuer: string;
  subject: string;
  email: string | null;
  /** Only `true` counts: an address that nobody proved opens nothing. */
  emailVerified: boolean;
  customerNumber: string | null;
}

const refused = (why: SignInRefusal): SignInResult => ({ outcome: "refused", why });

/**
 * Signs in whom the brand's own sign-in names. Who came before is known by issuer and subject, whatever else
 * it says now; a first time is found in the sources by customer number, else by a verified address.
 */
export async function signInByBrand(
  ctx: Ctx,
  login: BrandLogin,
  asking: { userAgent: string },
): Promise<SignInResult> {
  const { house, requestId } = ctx;
  const openId = { issuer: login.issuer, subject: login.subject };
  const known = await recognise(house, { found: [], email: null, openId });
  const email = login.emailVerified ? normaliseEmail(login.email) : null;
  const result = known.isNew ? await findNew(house, { login, email }) : nothing;
  const [source] = result.ambiguous;
  if (source) {
    await tellOfficer(house, { requestId, address: email ?? login.customerNumber ?? "", source });
    return refused("ambiguous");
  }
  if (known.isNew && result.found.length === 0)
    return refused(result.failed.length ? "source_unavailable" : "unknown");
  return beginSession(house, {
    proved: { found: result.found, email: known.isNew ? email : null, openId },
    method: "brand",
    device: packDevice(deviceOf(asking.userAgent)),
    requestId,
    now: ctx.now,
    consume: async () => true,
  });
}

const nothing: FindResult = { found: [], ambiguous: [], failed: [] };

async function findNew(house: House, at: { login: BrandLogin; email: string | null }): Promise<FindResult> {
  const number = normaliseCustomerNumber(at.login.customerNumber);
  const proofs: Proof[] = [
    ...(number ? [{ customerNumber: number }] : []),
    ...(at.email ? [{ email: at.email }] : []),
  ];
  for (const proof of proofs) {
    const result = await findInSources(house, proof);
    if (result.found.length || result.ambiguous.length || result.failed.length) return result;
  }
  return nothing;
}
