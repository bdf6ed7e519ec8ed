import type { Tx } from "@/db/client";
import { NOBODY } from "@/db/schema/audit";
import { DomainError } from "../errors";
import type { AuditLine } from "./catalog";
import { type AuditRow, type Filter, hasSight, linesOf, namesOf, type Place } from "./store";

/** Lines as they are stored. @throws DomainError `signed_out` where the session is over in the database's eyes. */
export async function readLines(
  tx: Tx,
  filter: Filter,
  page: { before: Place | null; limit: number },
): Promise<AuditRow[]> {
  if (!(await hasSight(tx))) throw new DomainError("signed_out");
  return linesOf(tx, filter, page);
}

/** The rows as people read them, with the names of staff and of keys. */
export async function shown(tx: Tx, rows: readonly AuditRow[]): Promise<AuditLine[]> {
  const ids = (kind: string) => [
    ...new Set(rows.filter(({ actorKind }) => actorKind === kind).map(({ actorId }) => actorId)),
  ];
  const names = await namesOf(tx, { staff: ids("staff"), keys: ids("api_key") });
  return rows.map(({ customerId, actorKind, actorId, ...row }) => ({
    ...row,
    customerId: customerId === NOBODY ? null : customerId,
    actor: { kind: actorKind, id: actorId, name: names.get(actorId) ?? null },
  }));
}
