import { sql } from "drizzle-orm";
import { integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, moment } from "./columns";

/** Files of consents that were brought in from other tools. Of whom they speak stands in the ledger alone. */
export const imports = pgTable(
  "imports",
  {
    id: uuid("id").primaryKey(),
    /** SHA-256 of the file, 64 hex digits. */
    sha256: text("sha256").notNull(),
    tool: text("tool").notNull(),
    /** Canonical JSON of which column says what, and of the other options that change what is read. */
    mapping: text("mapping").notNull(),
    fileName: text("file_name").notNull(),
    /** Hash of the secret of the run that writes now. */
    hash: bytes("hash").notNull(),
    /** Records that are in; a run that was ended goes on from here. */
    position: integer("position").notNull().default(0),
    /** What became of them so far, by outcome. */
    counts: jsonb("counts").$type<Record<string, number>>().notNull().default(sql`'{}'`),
    startedAt: moment("started_at").notNull().defaultNow(),
    finishedAt: moment("finished_at"),
  },
  (table) => [uniqueIndex("imports_file").on(table.sha256, table.tool, table.mapping)],
);
