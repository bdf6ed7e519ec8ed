import type { Tx } from "@/db/client";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { readAddressBook } from "./addresses";
import type { Book, Recorded } from "./cells";
import { type Linked, settle } from "./linked";
import { readStop } from "./stop-store";
import { readChoices, readJoins } from "./store";

/** The customer whose chain an act goes to. @throws DomainError `signed_out` where there is none. */
export function chainOf(ctx: Ctx): string {
  if (ctx.subject === null) throw new DomainError("signed_out");
  return ctx.subject.id;
}

/** Everything the rules need about one person, read in the caller's transaction. */
export async function readBook(tx: Tx, ctx: Ctx): Promise<Book> {
  const chain = chainOf(ctx);
  const [{ seen, choices }, addresses, stop] = await Promise.all([
    readChoices(tx, chain),
    readAddressBook(tx, ctx),
    readStop(tx, ctx),
  ]);
  const linked = ctx.subject?.linked ?? [];
  if (linked.length === 0) return { seen, choices, addresses, stop };
  const others = await readLinked(tx, chain);
  const keys = new Set([...choices.keys(), ...others.keys()]);
  const settled = new Map<string, Recorded>();
  for (const key of keys) {
    const choice = settle(choices.get(key) ?? null, others.get(key) ?? []);
    if (choice) settled.set(key, choice);
  }
  return { seen, choices: settled, addresses, stop };
}

async function readLinked(tx: Tx, chain: string): Promise<Map<string, Linked[]>> {
  const found = new Map<string, Linked[]>();
  for (const { otherId, joinedAt } of await readJoins(tx, chain)) {
    const other = await readChoices(tx, otherId);
    for (const [key, recorded] of other.choices)
      found.set(key, [...(found.get(key) ?? []), { recorded, joinedAt }]);
  }
  return found;
}
