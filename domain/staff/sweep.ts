import { withSight } from "@/db/client";
import type { House } from "../house";
import { sweepStaffAsked } from "./asked-store";

/** Forgets sign-ins of staff that were begun, once their code is over. */
export const sweepStaffSignIns = (house: House): Promise<void> => withSight(house.db, {}, sweepStaffAsked);
