import { withSight } from "@/db/client";
import type { Ctx } from "../context";
import { maskIdentifier } from "../customers/view";
import { type FindResult, findInSources } from "../held-data";
import type { House } from "../house";
import { countWithin, networkOf } from "../limits";
import type { Reachable } from "../messages";
import { isCode, openAbout } from "./asked-seal";
import { type Asked, attemptByBrowser, consume, findByLink } from "./asked-store";
import { beginSession } from "./begin";
import type {
  Asking,
  LinkView,
  SignInByCodeInput,
  SignInByLinkInput,
  SignInMethod,
  SignInRefusal,
  SignInResult,
} from "./catalog";
import { deviceOf, packDevice, unpackDevice } from "./device";
import { hasAddress, proofOf, type Typed } from "./identifier";
import { hashSecret } from "./keys";
import { tellOfficer } from "./tell";

const refused = (why: SignInRefusal): SignInResult => ({ outcome: "refused", why });

/**
 * Signs in by the code, in the browser that asked for it. Wrong, old, used, replaced or never sent: one answer.
 * @throws DomainError never for a wrong code: what comes back says so.
 */
export async function signInByCode(
  ctx: Ctx,
  input: SignInByCodeInput,
  asking: Asking,
): Promise<SignInResult> {
  const { house } = ctx;
  const network = { name: "code_network", key: networkOf(asking.network), points: 200, seconds: 3_600 };
  if (!(await countWithin(house, [network]))) return refused("not_accepted");
  const browser = hashSecret(asking.browser ?? "");
  const asked = await withSight(house.db, {}, (tx) => attemptByBrowser(tx, browser));
  if (!asked || !isCode(house, asked, input.code)) return refused("not_accepted");
  return finish(ctx, { asked, asking, method: "code" });
}

/** Signs in by the link's secret, in any browser. Only ever by POST: scanners open every link. */
export async function signInByLink(
  ctx: Ctx,
  input: SignInByLinkInput,
  asking: Asking,
): Promise<SignInResult> {
  const hash = hashSecret(input.token);
  const asked = await withSight(ctx.house.db, {}, (tx) => findByLink(tx, hash));
  return asked ? finish(ctx, { asked, asking, method: "link" }) : refused("not_accepted");
}

/** What the page of a link shows before its button is pressed. Reads only, however often it is opened. */
export async function readSignInLink(house: House, token: string): Promise<LinkView> {
  const asked = await withSight(house.db, {}, (tx) => findByLink(tx, hashSecret(token)));
  const address = asked && openAbout(house, asked).address;
  if (!asked || !address) return { state: "over" };
  const { createdAt: askedAt } = asked;
  return {
    state: "open",
    address: maskIdentifier(address.kind, address.value),
    askedAt,
    device: unpackDevice(asked.device),
  };
}

async function finish(
  ctx: Ctx,
  at: { asked: Asked; asking: Asking; method: SignInMethod },
): Promise<SignInResult> {
  const { house, requestId } = ctx;
  const { asked, asking, method } = at;
  const { typed, address } = openAbout(house, asked);
  if (!typed || !address) return refused("not_accepted");
  const result = await findProved(house, { typed, address });
  const [source] = result.ambiguous;
  if (source) {
    await tellOfficer(house, { requestId, address: address.value, source });
    return refused("ambiguous");
  }
  if (result.found.length === 0) return refused(result.failed.length ? "source_unavailable" : "unknown");
  return beginSession(house, {
    proved: { found: result.found, openId: null, ...provedBy(address) },
    method,
    device: packDevice(deviceOf(asking.userAgent)),
    requestId,
    now: ctx.now,
    consume: (tx) => consume(tx, asked.id),
  });
}

const provedBy = ({ kind, value }: Reachable) =>
  kind === "email" ? { email: value, phone: null } : { email: null, phone: value };

/**
 * Looks again, by the address that was proved. Whoever came by customer number is, in the sources that know
 * that number, the one customer with this number and this address; elsewhere whoever has the address.
 */
async function findProved(house: House, at: { typed: Typed; address: Reachable }): Promise<FindResult> {
  const byAddress = await findInSources(house, proofOf(at.address));
  if (at.typed.kind !== "customer_number") return byAddress;
  const byNumber = await findInSources(house, proofOf(at.typed));
  const own = byNumber.found.filter(({ identity }) => hasAddress(house, identity, at.address));
  const isElsewhere = (source: string) => !own.some((one) => one.source === source);
  return {
    found: own.length ? [...own, ...byAddress.found.filter(({ source }) => isElsewhere(source))] : [],
    ambiguous: [...byNumber.ambiguous, ...byAddress.ambiguous.filter(isElsewhere)],
    failed: byNumber.failed,
  };
}
