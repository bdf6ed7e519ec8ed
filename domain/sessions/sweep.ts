import { withSight } from "@/db/client";
import type { House } from "../house";
import { sweepAsked } from "./asked-store";

/** Forgets what was typed to sign in, once its code and link are over. */
export const sweepSignIns = (house: House): Promise<void> => withSight(house.db, {}, sweepAsked);
