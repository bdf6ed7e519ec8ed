import type { Tx } from "@/db/client";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { readAddressBook } from "./addresses";
import type { Book } from "./cells";
import { addVoice, joinsFrom, settleAll, type Voice } from "./linked";
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
  const voices = new Map<string, Voice[]>();
  for (const [key, recorded] of choices) addVoice(voices, key, { whose: chain, recorded });
  for (const whose of linked)
    for (const [key, recorded] of (await readChoices(tx, whose)).choices)
      addVoice(voices, key, { whose, recorded });
  const joins = await readJoins(tx, [chain, ...linked]);
  const joinedAt = joinsFrom(joins.map((join) => [join.customerId, join.otherId, join.joinedAt]));
  return { seen, choices: settleAll(voices, { root: chain, joinedAt }), addresses, stop };
}
