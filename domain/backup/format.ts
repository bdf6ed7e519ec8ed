import { createHmac, type Hmac, hkdfSync } from "node:crypto";

/** A backup is two files: what is kept, and the keys that open it, which are kept apart and not for as long. */
export type Kind = "data" | "keys";

/** The first line. */
export interface Header {
  forthright: "backup";
  format: number;
  kind: Kind;
  /** When the snapshot was taken, ISO 8601. */
  taken: string;
  /** The newest migration that the database had. */
  level: number;
  /** Shows whether a secret is the one that was in use. */
  proof: string;
}

/** Before the rows of a table, which are JSON objects, one a line. */
export interface TableLine {
  table: string;
  columns: string[];
}

/** The last line: how many rows each table had, and the seal over all that stands before. */
export interface Trailer {
  counts: Record<string, number>;
  seal: string;
}

export const FORMAT = 1;
/** Begins a line that is no row. */
export const MARK = "#";

/** A backup that cannot be used; the words say why and what would be right. */
export class BackupError extends Error {
  override readonly name = "BackupError";
}

const keyOf = (secret: string) => Buffer.from(hkdfSync("sha256", secret, "forthright", "seal backups", 32));

/** Seals a backup, so that nothing in it can be changed without the installation's secret. */
export const sealOf = (secret: string): Hmac => createHmac("sha256", keyOf(secret));

export const proofOf = (secret: string, taken: string): string =>
  createHmac("sha256", keyOf(secret)).update(`made ${taken}`).digest("hex");
