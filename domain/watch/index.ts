import { type Database, openDatabase } from "@/db/client";
import type { House } from "../house";
import { jobs } from "../queue";
import { insertCheck, type Readings, selectReadings } from "./store";

export type { Readings } from "./store";

/** What an operator watches of the database. One statement, the same however many customers there are. */
export const takeReadings = (house: House): Promise<Readings> => selectReadings(house.db, Object.keys(jobs));

/** What verifying the whole ledger came to. */
export interface LedgerCheck {
  customers: number;
  events: number;
  faults: number;
}

/** Notes that the whole ledger was verified, so that it shows when nobody does it any more. */
export const noteLedgerCheck = (db: Database, check: LedgerCheck): Promise<void> => insertCheck(db, check);

/** `noteLedgerCheck` at that address, by one connection that is closed again. */
export async function noteLedgerCheckAt(url: string, check: LedgerCheck): Promise<void> {
  const db = openDatabase({ url, max: 1 });
  try {
    await insertCheck(db, check);
  } finally {
    await db.pool.end();
  }
}
