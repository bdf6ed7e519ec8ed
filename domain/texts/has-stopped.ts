import { withSight } from "@/db/client";
import type { House } from "../house";
import { listStates } from "./store";

/** Whether a number in E.164 said stop to any line of the brand's and has not said START there since. */
export async function hasStopped(house: House, number: string): Promise<boolean> {
  const lookup = house.keys.lookup("phone", number);
  const states = await withSight(house.db, { lookup }, (tx) => listStates(tx, lookup));
  return states.includes("stopped");
}
