import { type Tx, withSight } from "@/db/client";
import { changed, mutate, unchanged } from "../access";
import { type Ctx, type Role, systemContext } from "../context";
import { normaliseEmail } from "../customers/normalise";
import { DomainError } from "../errors";
import type { House } from "../house";
import { mailAddress } from "../messages";
import { newId } from "../random";
import { type AddStaffInput, ROLES, type StaffRow } from "./catalog";
import { deleteAllPasskeys, replaceRecovery } from "./factor-store";
import { emailLookup, openEmail, sealEmail } from "./keys";
import { nameFrom } from "./rules";
import { endStaffSessions } from "./session-store";
import {
  changeStanding,
  insertStaff,
  listByEmail,
  listEverybody,
  type StaffRecord,
  selectNames,
  setTotp,
} from "./store";

/** What became of adding somebody. */
export type Added = "added" | "enabled" | "changed" | "unchanged";

/** For commands: nobody is signed in at a terminal. */
async function commandContext(house: House): Promise<Ctx> {
  const now = await withSight(house.db, {}, async (_, at) => at);
  return systemContext({ house, job: "forthright staff", subject: null, now });
}

/** @throws DomainError `invalid` when it is no email address, or none of the brand's own domains. */
function addressOf(text: string): string {
  const email = mailAddress(text) && normaliseEmail(text);
  if (!email) throw new DomainError("invalid", { field: "email" });
  return email;
}

/**
 * Lets somebody work at the desk, or changes their role or name. Who was disabled comes back without a second
 * factor and sets one up anew; who comes by the brand's own sign-in comes back with the role that it names.
 * Sessions that began under another role are over.
 * @throws DomainError `invalid`; `not_offered` when the address is of none of the brand's domains; `conflict` when
 * that person comes by the brand's own sign-in, which says their role.
 */
export async function addStaff(house: House, input: AddStaffInput): Promise<{ id: string; outcome: Added }> {
  const email = addressOf(input.email);
  const domains = house.brand.desk.emailDomains;
  if (domains.length > 0 && !domains.some((domain) => email.endsWith(`@${domain.toLowerCase()}`)))
    throw new DomainError("not_offered", { domains: domains.join(", ") });
  const lookup = emailLookup(house.keys, email);
  const { value } = await mutate(await commandContext(house), "staff.add", async (tx) => {
    const all = await listByEmail(tx, lookup);
    const known = all.find((one) => !one.openIdLookup);
    const detail = { role: input.role };
    if (known) {
      const outcome = await changeKnown(tx, known, input);
      const told = { id: known.id, outcome };
      return outcome === "unchanged"
        ? unchanged(told)
        : changed(told, { ...detail, staff: known.id, outcome });
    }
    const disabled = all.find(({ disabledAt }) => disabledAt !== null);
    if (disabled) {
      await changeStanding(tx, disabled.id, { disabled: false });
      const outcome: Added = "enabled";
      return changed({ id: disabled.id, outcome }, { staff: disabled.id, outcome });
    }
    if (all.length > 0) throw new DomainError("conflict");
    const id = newId();
    const name = input.name ?? nameFrom(input.email.trim());
    const row = {
      id,
      lookup,
      emailSealed: sealEmail(house.keys, id, input.email.trim()),
      name,
      role: input.role,
    };
    await insertStaff(tx, row);
    const outcome: Added = "added";
    return changed({ id, outcome }, { ...detail, staff: id, outcome });
  });
  return value;
}

async function changeKnown(tx: Tx, known: StaffRecord, input: AddStaffInput): Promise<Added> {
  const { role, name = known.name } = input;
  if (known.disabledAt) {
    await setTotp(tx, known.id, { sealed: null, step: null });
    await replaceRecovery(tx, known.id, []);
    await deleteAllPasskeys(tx, known.id);
    await changeStanding(tx, known.id, { role, name, disabled: false });
    return "enabled";
  }
  if (known.role === role && known.name === name) return "unchanged";
  await changeStanding(tx, known.id, { role, name });
  return "changed";
}

/**
 * Shuts everybody with this address out, at once and by whichever way they sign in.
 * @returns how many were not disabled already.
 * @throws DomainError `not_found` when nobody has the address.
 */
export async function disableStaff(house: House, input: { email: string }): Promise<{ disabled: number }> {
  const lookup = emailLookup(house.keys, addressOf(input.email));
  const { value } = await mutate(await commandContext(house), "staff.disable", async (tx) => {
    const all = await listByEmail(tx, lookup);
    if (all.length === 0) throw new DomainError("not_found");
    const active = all.filter((one) => !one.disabledAt);
    for (const { id } of active) {
      await changeStanding(tx, id, { disabled: true });
      await endStaffSessions(tx, { staffId: id });
    }
    const value = { disabled: active.length };
    return active.length ? changed(value, { staff: active.map(({ id }) => id) }) : unchanged(value);
  });
  return value;
}

/** Everybody who works or worked at the desk, by name. */
export async function listStaff(house: House): Promise<StaffRow[]> {
  const rows = await withSight(house.db, {}, listEverybody);
  return rows.map((row) => ({
    id: row.id,
    email: openEmail(house.keys, row),
    name: row.name,
    role: roleOf(row),
    byOpenId: row.openIdLookup !== null,
    secondFactor: row.openIdLookup !== null || row.totpSealed !== null,
    createdAt: row.createdAt,
    disabledAt: row.disabledAt,
  }));
}

const roleOf = (row: StaffRecord): Role => ROLES.find((role) => role === row.role) ?? "auditor";

/** Names of staff by id, for showing who did something. */
export async function staffNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  return new Map((await selectNames(tx, ids)).map(({ id, name }) => [id, name]));
}

/** Whether somebody of staff has this address: staff are not visited, not even by others. */
export async function isStaffAddress(tx: Tx, house: House, email: string): Promise<boolean> {
  const normalised = normaliseEmail(email);
  return normalised !== null && (await listByEmail(tx, emailLookup(house.keys, normalised))).length > 0;
}
