import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, moment } from "./columns";

/** Who works at the desk. The address is sealed; a keyed hash finds it. */
export const staff = pgTable(
  "staff",
  {
    id: uuid("id").primaryKey(),
    /** Keyed hash of the normalised email address. Who comes by the brand's own sign-in may have one too. */
    lookup: bytes("lookup").notNull(),
    emailSealed: bytes("email_sealed").notNull(),
    name: text("name").notNull(),
    role: text("role").notNull(),
    /** Keyed hash of issuer and subject, for those who come by the brand's own sign-in. */
    openIdLookup: bytes("open_id_lookup"),
    /** Raised whenever role or standing changes: sessions that began under another number are over. */
    version: integer("version").notNull().default(1),
    totpSealed: bytes("totp_sealed"),
    /** The last time step that was used up, so that a code works once. */
    totpStep: bigint("totp_step", { mode: "number" }),
    totpAt: moment("totp_at"),
    createdAt: moment("created_at").notNull().defaultNow(),
    disabledAt: moment("disabled_at"),
  },
  (table) => [
    uniqueIndex("staff_lookup").on(table.lookup).where(sql`${table.openIdLookup} is null`),
    index("staff_lookup_any").on(table.lookup),
    uniqueIndex("staff_open_id").on(table.openIdLookup),
  ],
);

/** Passkeys that staff registered as their second factor. */
export const staffPasskeys = pgTable(
  "staff_passkeys",
  {
    staffId: uuid("staff_id").notNull(),
    id: uuid("id").notNull(),
    credentialId: bytes("credential_id").notNull(),
    publicKey: bytes("public_key").notNull(),
    counter: bigint("counter", { mode: "number" }).notNull(),
    name: text("name").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    lastUsedAt: moment("last_used_at"),
  },
  (table) => [
    primaryKey({ columns: [table.staffId, table.id] }),
    uniqueIndex("staff_passkeys_credential").on(table.credentialId),
  ],
);

/** Codes for whoever lost the second factor, each good once. */
export const staffRecoveryCodes = pgTable(
  "staff_recovery_codes",
  {
    staffId: uuid("staff_id").notNull(),
    hash: bytes("hash").notNull(),
    usedAt: moment("used_at"),
  },
  (table) => [primaryKey({ columns: [table.staffId, table.hash] })],
);

/** A staff sign-in that was asked for and not finished: the code, and whether the first step is done. */
export const staffSignIns = pgTable(
  "staff_sign_ins",
  {
    id: uuid("id").primaryKey(),
    lookup: bytes("lookup").notNull(),
    browserHash: bytes("browser_hash").notNull(),
    staffId: uuid("staff_id"),
    codeHash: bytes("code_hash"),
    /** What the second factor is asked with: a passkey challenge, or the key of an authenticator being set up. */
    sealed: bytes("sealed"),
    attempts: smallint("attempts").notNull().default(0),
    createdAt: moment("created_at").notNull().defaultNow(),
    expiresAt: moment("expires_at").notNull(),
    /** When the code was right; the second factor is then asked for. */
    firstAt: moment("first_at"),
    usedAt: moment("used_at"),
    voidedAt: moment("voided_at"),
  },
  (table) => [
    index("staff_sign_ins_lookup").on(table.lookup),
    uniqueIndex("staff_sign_ins_browser").on(table.browserHash),
    index("staff_sign_ins_expires").on(table.expiresAt),
  ],
);

/** Who of staff is signed in. The database finds one by the hash that a browser brought, and by nothing else. */
export const staffSessions = pgTable(
  "staff_sessions",
  {
    id: uuid("id").primaryKey(),
    idHash: bytes("id_hash").notNull(),
    staffId: uuid("staff_id").notNull(),
    version: integer("version").notNull(),
    method: text("method").notNull(),
    device: text("device").notNull(),
    /** When the second factor was proved last; null never happens on the desk's pages. */
    secondAt: moment("second_at"),
    /** A factor that is being set up, or new recovery codes until they are kept; for a few minutes. */
    setupSealed: bytes("setup_sealed"),
    createdAt: moment("created_at").notNull().defaultNow(),
    lastSeenAt: moment("last_seen_at").notNull().defaultNow(),
    expiresAt: moment("expires_at").notNull(),
    endedAt: moment("ended_at"),
  },
  (table) => [
    uniqueIndex("staff_sessions_id_hash").on(table.idHash),
    index("staff_sessions_staff").on(table.staffId, table.createdAt),
  ],
);

/** That somebody of staff read the handling rules of their role and signed them. */
export const staffSignatures = pgTable(
  "staff_signatures",
  {
    staffId: uuid("staff_id").notNull(),
    id: uuid("id").notNull(),
    role: text("role").notNull(),
    /** SHA-256 of the role's texts in all languages together; the text read is kept in `texts`. */
    rulesHash: text("rules_hash").notNull(),
    textHash: text("text_hash").notNull(),
    locale: text("locale").notNull(),
    signedAt: moment("signed_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.staffId, table.id] }),
    index("staff_signatures_rules").on(table.staffId, table.rulesHash, table.signedAt),
  ],
);
