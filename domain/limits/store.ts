import { lt } from "drizzle-orm";
import { limits } from "@/db/schema/limits";
import type { House } from "../house";

/** Forgets counts whose time is over. */
export async function sweepLimits(house: House): Promise<void> {
  await house.db.orm.delete(limits).where(lt(limits.expire, Date.now()));
}
