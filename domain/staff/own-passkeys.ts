import { observe } from "../access";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { staffOf } from "./again";
import type { NewPasskeyInput, NewPasskeyQuestion, OwnIdInput } from "./catalog";
import { deletePasskey, insertPasskey, listPasskeys } from "./factor-store";
import { brandName } from "./first";
import { openEmail } from "./keys";
import { changeOwn, factorChanged, presented } from "./own-factors";
import { askNewPasskey, checkNewPasskey, newAbout } from "./passkeys";

/** What the browser asks of a device that is to become a passkey. Reads only. */
export async function newPasskeyQuestion(ctx: Ctx): Promise<NewPasskeyQuestion> {
  const { house, now } = ctx;
  const actor = staffOf(ctx);
  return observe(ctx, "staff.read", async (tx) => {
    const { person } = await presented(tx, ctx);
    const passkeys = await listPasskeys(tx, person.id);
    const who = { staffId: person.id, email: openEmail(house.keys, person), name: person.name };
    return askNewPasskey(house, { about: newAbout(actor), passkeys, now, ...who, brand: brandName(house) });
  });
}

/** @throws DomainError `invalid` when the answer is not right; `conflict` when the passkey is registered already. */
export async function addPasskey(ctx: Ctx, input: NewPasskeyInput): Promise<void> {
  const { house, now } = ctx;
  const about = newAbout(staffOf(ctx));
  const made = await checkNewPasskey(house, { about, now, answer: input.answer });
  if (!made) throw new DomainError("invalid", { field: "answer" });
  await changeOwn(ctx, async (tx, person) => {
    if (!(await insertPasskey(tx, { staffId: person.id, name: input.name, ...made })))
      throw new DomainError("conflict");
    return factorChanged(tx, ctx, { person, kind: "passkey", event: "passkey_added" });
  });
}

/** @throws DomainError `not_found` when it is not one's own. */
export async function removePasskey(ctx: Ctx, input: OwnIdInput): Promise<void> {
  await changeOwn(ctx, async (tx, person) => {
    if (!(await deletePasskey(tx, { staffId: person.id, id: input.id }))) throw new DomainError("not_found");
    return factorChanged(tx, ctx, { person, kind: "passkey", event: "passkey_removed" });
  });
}
