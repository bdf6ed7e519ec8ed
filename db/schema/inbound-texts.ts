import { index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytes, moment } from "./columns";

/**
 * Texts that came in, each once, by whom is known only as a keyed hash. What was written stays, sealed, only where a
 * person has to read it, and no longer than 90 days.
 */
export const inboundTexts = pgTable(
  "inbound_texts",
  {
    id: uuid("id").primaryKey(),
    /** Keyed hash of the carrier's own id of the text: the same text again finds this row. */
    hash: bytes("hash").notNull().unique(),
    /** Keyed hash of the number that wrote. */
    lookup: bytes("lookup").notNull(),
    /** What was written to: a number of the brand's, or the service that it belongs to. */
    line: text("line").notNull(),
    /** stop, start, help, unclear or other. */
    means: text("means").notNull(),
    /** Who wrote what, of an unclear text. */
    sealed: bytes("sealed"),
    /** What was answered, so that a repeat is answered the same; it is the brand's words alone. */
    answer: text("answer").notNull(),
    receivedAt: moment("received_at").notNull().defaultNow(),
    /** Of an unclear text: stop or not_stop, as staff read it; or overtaken, by a later text that is clear. */
    decided: text("decided"),
    decidedBy: uuid("decided_by"),
    decidedAt: moment("decided_at"),
  },
  (table) => [
    index("inbound_texts_lookup").on(table.lookup),
    index("inbound_texts_received").on(table.receivedAt),
  ],
);

/**
 * Numbers that said stop to the channel itself, whoever holds them: known here or not. `unclear`: they wrote something
 * that may be a stop, and marketing waits until a person has read it.
 */
export const channelStops = pgTable(
  "channel_stops",
  {
    lookup: bytes("lookup").notNull(),
    line: text("line").notNull(),
    /** The brand's number, to which START would have to be sent. */
    number: text("number").notNull(),
    /** stopped, unclear or open. */
    state: text("state").notNull(),
    textId: uuid("text_id").notNull(),
    at: moment("at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.lookup, table.line] })],
);
