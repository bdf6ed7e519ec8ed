import type { Ctx } from "@/domain/context";
import { signOutStaff } from "@/domain/staff";
import { endOpenVisit } from "@/domain/visits";

/** Ends the visit that is open, if there is one, and then the staff session. */
export async function signOutOfDesk(ctx: Ctx): Promise<void> {
  await endOpenVisit(ctx, "sign_out");
  await signOutStaff(ctx);
}
