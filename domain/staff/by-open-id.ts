import { type Tx, withSight } from "@/db/client";
import { changed, mutate } from "../access";
import { type Ctx, type Role, systemContext } from "../context";
import { normaliseEmail } from "../customers/normalise";
import { mailAddress } from "../messages";
import { newId } from "../random";
import { deviceOf, packDevice } from "../sessions";
import { renew } from "./again";
import { beginStaffSession } from "./begin";
import type { StaffRefusal, StaffSignInResult } from "./catalog";
import { emailLookup, openIdLookup, sealEmail } from "./keys";
import { nameFrom, roleFrom } from "./rules";
import {
  changeStanding,
  findByOpenId,
  insertStaff,
  listByEmail,
  renameStaff,
  type StaffRecord,
} from "./store";

/** What the brand's own sign-in for staff vouches for, its signature, nonce and issuer checked. */
export interface StaffLogin {
  issuer: string;
  subject: string;
  /** Everything it says, for the claim that names the role. */
  claims: Readonly<Record<string, unknown>>;
  email: string | null;
  name: string | null;
  /** When it asked the person itself, or null where it does not say. */
  authTime: Date | null;
}

/** Clocks of two houses differ by this much at most. */
const SKEW_MS = 60_000;
/** A fresh sign-in was asked of the person no longer ago than this. */
const FRESH_MS = 5 * 60_000;

const refused = (why: StaffRefusal): StaffSignInResult => ({ outcome: "refused", why });

/**
 * Signs in whom the brand's own sign-in names, by issuer and subject and never by an address. The role is what it
 * says now: sessions under another one are over. Whoever was disabled here stays disabled, whatever it says.
 */
export async function signInStaffByOpenId(
  ctx: Ctx,
  login: StaffLogin,
  by: { roleClaim: string; userAgent: string },
): Promise<StaffSignInResult> {
  const role = roleFrom(login.claims, by.roleClaim);
  if (!role) return refused("no_role");
  const email = login.email && mailAddress(login.email);
  if (!email) return refused("no_email");
  const known = await bringUpToDate(ctx, { login, role, email });
  if (typeof known === "string") return refused(known);
  return beginStaffSession(ctx, {
    staffId: known.id,
    method: "open_id",
    device: packDevice(deviceOf(by.userAgent)),
    secondAt: askedAt(ctx, login.authTime),
    consume: async () => true,
  });
}

/**
 * The second step of whoever came that way: the provider asked the same person again, just now.
 * `not_fresh`: it did not, or does not say so.
 */
export async function againByOpenId(ctx: Ctx, login: StaffLogin): Promise<StaffSignInResult> {
  const { actor, house, now } = ctx;
  if (actor.kind !== "staff") return refused("not_accepted");
  const lookup = openIdLookup(house.keys, login);
  const person = await withSight(house.db, {}, (tx) => findByOpenId(tx, lookup));
  if (person?.id !== actor.staffId) return refused("other_account");
  const at = askedAt(ctx, login.authTime);
  if (!at || now.getTime() - at.getTime() > FRESH_MS) return refused("not_fresh");
  return renew(ctx, { method: "open_id", at, use: async () => true });
}

/** When the provider asked the person, never later than now; null where it does not say or cannot be. */
function askedAt({ now }: Ctx, authTime: Date | null): Date | null {
  if (!authTime || authTime.getTime() > now.getTime() + SKEW_MS) return null;
  return authTime < now ? authTime : now;
}

interface Said {
  login: StaffLogin;
  role: Role;
  email: string;
}

async function bringUpToDate(ctx: Ctx, said: Said): Promise<StaffRecord | StaffRefusal> {
  const { house, now } = ctx;
  const { keys } = house;
  const lookup = emailLookup(keys, normaliseEmail(said.email) ?? "");
  const ours = {
    ...systemContext({ house, job: "staff_open_id", subject: null, now }),
    requestId: ctx.requestId,
  };
  const found = await withSight(house.db, {}, async (tx) => ({
    known: await findByOpenId(tx, openIdLookup(keys, said.login)),
    shutOut: (await listByEmail(tx, lookup)).some((one) => one.disabledAt !== null),
  }));
  const { known } = found;
  if (known?.disabledAt || (!known && found.shutOut)) return "disabled";
  const name = said.login.name?.trim().slice(0, 80) || nameFrom(said.email);
  if (known && known.role === said.role) return rename(ours, known, { name, lookup, email: said.email });
  const { value } = await mutate<StaffRecord>(ours, "staff.add", async (tx) => {
    const person = known
      ? await changeRole(tx, known, said.role)
      : await make(tx, ours, { said, name, lookup });
    const outcome = known ? "changed" : "added";
    return changed(person, { staff: person.id, role: said.role, outcome, by: "open_id" });
  });
  return value;
}

async function changeRole(tx: Tx, known: StaffRecord, role: Role): Promise<StaffRecord> {
  await changeStanding(tx, known.id, { role });
  return { ...known, role };
}

const make = (
  tx: Tx,
  { house }: Ctx,
  at: { said: Said; name: string; lookup: Buffer },
): Promise<StaffRecord> => {
  const id = newId();
  const { said, name, lookup } = at;
  const emailSealed = sealEmail(house.keys, id, said.email);
  const openId = openIdLookup(house.keys, said.login);
  return insertStaff(tx, { id, lookup, emailSealed, name, role: said.role, openIdLookup: openId });
};

/** Names and addresses change; they open and close nothing, and customers read the name: it is on record. */
async function rename(
  ctx: Ctx,
  known: StaffRecord,
  at: { name: string; lookup: Buffer; email: string },
): Promise<StaffRecord> {
  if (known.name === at.name && known.lookup.equals(at.lookup)) return known;
  const emailSealed = sealEmail(ctx.house.keys, known.id, at.email);
  await mutate(ctx, "staff.add", async (tx) => {
    await renameStaff(tx, known.id, { name: at.name, lookup: at.lookup, emailSealed });
    return changed(null, { staff: known.id, outcome: "renamed", by: "open_id" });
  });
  return known;
}
