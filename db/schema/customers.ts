import { boolean, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, moment } from "./columns";

/** Who is a customer here, without a word about who that is: the one table that may be walked. */
export const customers = pgTable("customers", {
  id: uuid("id").primaryKey(),
  createdAt: moment("created_at").notNull().defaultNow(),
});

/** The key that seals everything else about one person. Deleting the row forgets the person. */
export const customerKeys = pgTable("customer_keys", {
  customerId: uuid("customer_id").primaryKey(),
  sealed: bytes("sealed").notNull(),
  createdAt: moment("created_at").notNull().defaultNow(),
});

/** What a person is known by: sealed for showing, as a keyed hash for finding. */
export const identifiers = pgTable(
  "identifiers",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid("id").notNull(),
    kind: text("kind").notNull(),
    lookup: bytes("lookup").notNull(),
    sealed: bytes("sealed").notNull(),
    verifiedAt: moment("verified_at"),
    /** Set when a source gave another value than before, cleared when the person proves it. */
    changedAt: moment("changed_at"),
    /** Given by a system of the brand and by no source yet: a source that leaves it out takes nothing away. */
    told: boolean("told").notNull().default(false),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    index("identifiers_lookup").on(table.lookup),
  ],
);

/** Where a person is found in the brand's sources: the source's own key, sealed. */
export const customerLinks = pgTable(
  "customer_links",
  {
    customerId: uuid("customer_id").notNull(),
    source: text("source").notNull(),
    /** Keyed hash of source and key: how a person is found again after an address changed. One person per key. */
    lookup: bytes("lookup").notNull(),
    sealed: bytes("sealed").notNull(),
    foundAt: moment("found_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.source] }),
    uniqueIndex("customer_links_lookup").on(table.lookup),
  ],
);

/**
 * Two records that a sign-in proved to be one person, written once from each side; taken back from both where a later
 * one proves them to be two.
 */
export const customerJoins = pgTable(
  "customer_joins",
  {
    customerId: uuid("customer_id").notNull(),
    otherId: uuid("other_id").notNull(),
    joinedAt: moment("joined_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.otherId] })],
);

/** What a person told us about how to show things. */
export const customerSettings = pgTable("customer_settings", {
  customerId: uuid("customer_id").primaryKey(),
  locale: text("locale"),
  /** The language that a source has for the person; their own choice wins. */
  sourceLocale: text("source_locale"),
  country: text("country"),
  region: text("region"),
});
