import type { Tx } from "@/db/client";
import type { Ctx } from "../context";
import { readIdentifiers } from "../customers";
import { normaliseEmail } from "../customers/normalise";
import { DomainError } from "../errors";
import { emailLookup } from "../staff/keys";
import { isAddressOf } from "./desk-store";

/**
 * Nobody at the desk works on what they asked themselves as a customer. `tx` must see the subject.
 * @throws DomainError `forbidden` when the subject has the email address of whoever acts.
 */
export async function refuseOwn(tx: Tx, ctx: Ctx): Promise<void> {
  const { actor, house } = ctx;
  if (actor.kind !== "staff") return;
  for (const { kind, value } of await readIdentifiers(tx, ctx)) {
    const email = kind === "email" ? normaliseEmail(value) : null;
    if (email !== null && (await isAddressOf(tx, actor.staffId, emailLookup(house.keys, email))))
      throw new DomainError("forbidden", { why: "own" });
  }
}
