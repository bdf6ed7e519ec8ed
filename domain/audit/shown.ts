import type { Tx } from "@/db/client";
import { NOBODY } from "@/db/schema/audit";
import type { AuditLine } from "./catalog";
import { type AuditRow, namesOf } from "./store";

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
