import type { Ctx } from "@/domain/context";
import { endOtherSessions, signOut } from "@/domain/sessions";

/** Ends every sign-in of the person, the one that asks last. */
export async function signOutEverywhere(ctx: Ctx): Promise<void> {
  await endOtherSessions(ctx);
  await signOut(ctx);
}
