import { withSightNow } from "@/db/client";
import { staff, staffSessions } from "@/db/schema/staff";
import type { Actor, Ctx, Role } from "./context";
import type { House } from "./house";
import { newId } from "./random";
import { emailLookup, sealEmail, staffProof } from "./staff/keys";

export type StaffCtx = Ctx & { actor: Extract<Actor, { kind: "staff" }> };

/** Somebody of staff with an open session whose second factor was proved just now, and the context of their request. */
export async function testStaff(house: House, role: Role, more: Partial<Ctx> = {}): Promise<StaffCtx> {
  const [staffId, sessionId] = [newId(), newId()];
  const [proof, email] = [staffProof(house, sessionId), `${staffId}@staff.example`];
  const now = await withSightNow(house.db, {}, async (tx, at) => {
    await tx.insert(staff).values({
      id: staffId,
      lookup: emailLookup(house.keys, email),
      emailSealed: sealEmail(house.keys, staffId, email),
      ...{ name: "Sam Okafor", role },
    });
    await tx.insert(staffSessions).values({
      ...{ id: sessionId, idHash: proof, staffId, version: 1, method: "totp", device: "Test", secondAt: at },
      expiresAt: new Date(at.getTime() + 8 * 3_600_000),
    });
    return at;
  });
  return {
    actor: {
      ...{ kind: "staff", staffId, sessionId, role, name: "Sam Okafor" },
      ...{ secondFactorAt: now, proof, visit: null },
    },
    ...{ subject: null, now, locale: house.brand.locales[0] ?? "en" },
    ...{ requestId: "test", authTime: now, house },
    ...more,
  } as StaffCtx;
}
