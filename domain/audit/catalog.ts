import { z } from "zod";
import { type Act, policy } from "../policy";

/** Every act that a line may be of, in the order of the alphabet. */
export const ACTS: readonly Act[] = (Object.keys(policy) as Act[]).sort();

/** Lines that somebody should look at. */
export const ALERTS: readonly Act[] = ACTS.filter((act) => act.startsWith("alert."));

/** Lines on one page. */
export const LINES_A_PAGE = 50;

/** How far back the page looks for alerts. */
export const ALERT_DAYS = 7;

/** The whole ledger is verified from the desk up to this many customers; beyond, by the command. */
export const MOST_VERIFIED_HERE = 2_000;

const line = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) => text.normalize("NFC").trim())
    .pipe(z.string().regex(/^[^\p{Cc}\p{Cs}]*$/u, "one line"));

/** An empty box of a form means "not asked for". */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

const filters = {
  /** Email address, phone or customer number, whole, or our id. */
  customer: optional(line(254)),
  /** The id of somebody of staff. */
  agent: optional(z.uuid()),
  act: optional(z.enum(ACTS)),
  ticket: optional(line(100)),
  /** Calendar days of the brand's time zone, both included. */
  from: optional(z.iso.date()),
  to: optional(z.iso.date()),
};

export const SearchAuditInput = z.object({ ...filters, cursor: optional(z.string().max(200)) });
export type SearchAuditInput = z.infer<typeof SearchAuditInput>;

/** A search as an address may carry it: the customer by our id alone, never by what somebody typed. */
export const AuditQuery = SearchAuditInput.extend({ customer: optional(z.uuid()) });

export const FORMATS = ["csv", "jsonl"] as const;

export const ExportAuditInput = z.object({
  ...filters,
  customer: optional(z.uuid()),
  format: z.enum(FORMATS),
});
export type ExportAuditInput = z.infer<typeof ExportAuditInput>;

/** `customer`: our id; without one the whole ledger is meant. */
export const VerifyLedgerInput = z.object({ customer: optional(z.uuid()) });
export type VerifyLedgerInput = z.infer<typeof VerifyLedgerInput>;

/** One line of the audit. It names people by our ids, and things by their names; it holds no value of a person. */
export interface AuditLine {
  id: string;
  at: Date;
  /** Our id of whom it was about; null where it was about no customer. */
  customerId: string | null;
  /** `name`: of staff and of keys; null for everybody else, who are known by id. */
  actor: { kind: string; id: string; name: string | null };
  act: string;
  ticket: string | null;
  detail: Record<string, string | number | boolean | null | string[]>;
  requestId: string;
}

export interface AuditPage {
  /** Newest first. */
  lines: AuditLine[];
  /** Cursor of the page after. */
  next: string | null;
  /** Our ids of the customer that was asked for, with those proved to be the same person; null without one. */
  customers: string[] | null;
}

/** Somebody of staff, to choose from. */
export interface Agent {
  id: string;
  name: string;
  role: string;
}

/** What verifying came to; `null` where there are too many customers to do it here. */
export interface Verified {
  customers: number;
  events: number;
  faults: number;
}
