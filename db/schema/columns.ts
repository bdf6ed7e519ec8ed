import { customType, timestamp } from "drizzle-orm/pg-core";

/** Raw bytes: a sealed value, a keyed hash, a link of a chain. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

/** A moment with milliseconds, so that what is stored, hashed and shown is the same. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });
