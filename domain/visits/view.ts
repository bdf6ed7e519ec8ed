import type { Said } from "@/domain/brand/text";
import type { Asked, Tell } from "./rules";

/** What came of a search. One answer for "nobody", "refuses visits" and a wrong code. */
export type StartedVisit =
  | { outcome: "started"; secret: string; visitId: string; endsAt: Date }
  | { outcome: "not_started" };

/** Who of staff, as the customer is told: a first name or a pseudonym, and the role. */
export interface ShownStaff {
  name: string;
  role: string;
}

/** One thing switched off in a visit. */
export interface VisitChange {
  change: "turned_off" | "objected" | "paused" | "changed";
  purpose: Said;
  channel: Said | null;
  asked: Asked | null;
  words: string | null; // what the customer said, as the agent wrote it down
  at: Date;
  seq: number; // its place in the person's own chain
}

/** One value that was shown clear in a visit. `record`: one row of a list. */
export interface VisitReveal {
  item: Said;
  record: string | null;
  reason: string;
  at: Date;
}

/** One request that was opened in a visit. */
export interface VisitRequest {
  id: string;
  reference: string;
  kind: string;
}

/** `time`: nobody ended it before its fifteen minutes were over. */
export type VisitEnd = "by_agent" | "sign_out" | "by_customer" | "disabled" | "time";

/** One visit as its customer reads it. */
export interface VisitView {
  id: string;
  staff: ShownStaff;
  startedAt: Date;
  endedAt: Date | null; // null: it is going on
  ended: VisitEnd | null;
  minutes: number; // how long it was, or has been until now; begun minutes count
  ticket: string;
  reason: Said; // of the brand's list
  words: string; // the agent's own sentence
  withCode: boolean;
  pages: string[]; // paths that were opened, such as "/choices"
  items: Said[]; // held items that were on them
  reveals: VisitReveal[];
  changes: VisitChange[];
  requests: VisitRequest[];
  linksSent: number;
  /** The complaint about it, where there is one. */
  complaint: { id: string; reference: string } | null;
}

/** One of the agent's own visits: no name, no address, no value. */
export interface OwnVisit {
  id: string;
  initials: string | null;
  ticket: string;
  startedAt: Date;
  endsAt: Date;
  endedAt: Date | null; // null: it is open
  minutes: number;
  changes: number;
  reveals: number;
  requests: number;
}

/** What the customer has said about visits. `code`: one that still works, and until when. */
export interface VisitWishesView {
  refused: boolean;
  tell: Tell;
  code: { expiresAt: Date } | null;
}

/** The code that allows one visit; shown this once. */
export interface VisitCode {
  code: string;
  expiresAt: Date;
}

/** What an agent may know of the visit that is open while it goes on. */
export interface VisitSoFar {
  pages: string[];
  items: number;
  reveals: { item: string; record: string | null }[];
  changes: number;
}
