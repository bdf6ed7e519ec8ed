import { bigint, index, integer, pgTable, text } from "drizzle-orm/pg-core";

/** How often something was asked for. Keys are keyed hashes; the shape is that of rate-limiter-flexible. */
export const limits = pgTable(
  "limits",
  {
    key: text("key").primaryKey(),
    points: integer("points").notNull().default(0),
    /** Milliseconds since 1970 by this server's clock, as the library writes them. */
    expire: bigint("expire", { mode: "number" }),
  },
  (table) => [index("limits_expire").on(table.expire)],
);
