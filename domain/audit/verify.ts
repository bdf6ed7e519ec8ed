import { changed, mutate } from "../access";
import { verifyLedger } from "../choices";
import type { Ctx } from "../context";
import { verifyTerms } from "../terms";
import { noteLedgerCheck } from "../watch";
import { MOST_VERIFIED_HERE, type Verified, type VerifyLedgerInput } from "./catalog";
import { countCustomers, personsOf } from "./store";

/**
 * Recomputes the chain of one customer and of whoever is the same person, or of everybody. Null where there are
 * too many to do it while somebody waits: `forthright verify ledger` does it then. The check is a line in the audit.
 */
export async function verifyFromDesk(ctx: Ctx, { customer }: VerifyLedgerInput): Promise<Verified | null> {
  const { value } = await mutate(ctx, "audit.verify", async (tx) => {
    const ids = customer ? await personsOf(tx, [customer]) : null;
    const isMany = !ids && (await countCustomers(tx, MOST_VERIFIED_HERE)) > MOST_VERIFIED_HERE;
    return changed({ ids, isMany }, ids ? { customers: ids } : { all: true, too_many: isMany });
  });
  if (value.isMany) return null;
  const which = value.ids ? { only: value.ids } : {};
  const report = await verifyLedger(ctx.house.db, which);
  const terms = await verifyTerms(ctx.house.db, which);
  const { customers, faults, changedTexts } = report;
  const wrong = faults.length + changedTexts.length + terms.faults.length;
  const check = { customers, events: report.events + terms.events, faults: wrong };
  if (!value.ids) await noteLedgerCheck(ctx.house.db, check);
  return check;
}
