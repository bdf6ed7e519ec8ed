import { v7 as uuid } from "uuid";
import { withSight } from "@/db/client";
import { identifiers } from "@/db/schema/customers";
import type { Ctx } from "../context";
import { customerSealer } from "../customers/keys";

/** Gives a test's customer an address, as a sign-in would have found it. */
export async function giveAddress(
  ctx: Ctx,
  { kind, address, changed = false }: { kind: "email" | "phone"; address: string; changed?: boolean },
): Promise<void> {
  const customerId = ctx.subject?.id ?? "";
  await withSight(ctx.house.db, { subjects: [customerId] }, async (tx, now) => {
    const sealer = await customerSealer(tx, ctx.house.keys, customerId);
    await tx.insert(identifiers).values({
      customerId,
      id: uuid(),
      kind,
      lookup: ctx.house.keys.lookup(kind, `${customerId}/${address}`),
      sealed: sealer.seal(`identifiers.${kind}`, address),
      changedAt: changed ? now : null,
    });
  });
}
