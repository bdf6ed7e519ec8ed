import type { SearchAuditInput, Verified } from "@/domain/audit/catalog";
import { deskContext } from "./desk-context";
import { keepFlash, readFlash } from "./flash";
import { withQuery } from "./own-path";

export const AUDIT = "/desk/audit";
const VERIFY = "verify";

/** The address of a search; what is not asked for is not in it. */
export function auditHref(search: SearchAuditInput): string {
  const asked = Object.entries(search).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return withQuery(AUDIT, Object.fromEntries(asked));
}

/** From the form of a search to its lines. */
export const afterNaming = (search: SearchAuditInput | null): string =>
  search ? auditHref(search) : `${AUDIT}?unknown=1`;

/** Back to where it was asked for, with what came of it, sealed: an address could say anything. */
export async function afterVerifying(done: Verified | null, { back }: { back: string }): Promise<string> {
  const ctx = await deskContext();
  const at = ctx.now.toISOString();
  const params = { at, ...(done ?? { many: 1 }) };
  await keepFlash({ form: VERIFY, problem: "", params, fields: [], values: {} });
  return `${withQuery(back, { verified: "1", problem: null })}#verify`;
}

/** What a page tells of a ledger that was just verified; null when none was. */
export async function verifiedNow(query: { verified?: string }): Promise<Verified | "too many" | null> {
  const told = query.verified ? await readFlash(VERIFY) : null;
  if (!told) return null;
  const { many, customers, events, faults } = told.params;
  if (many) return "too many";
  return { customers: Number(customers), events: Number(events), faults: Number(faults) };
}
