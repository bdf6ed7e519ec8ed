import type { Said } from "@/domain/brand/text";
import type { JurisdictionId, LawId, Outcome, Period, RequestKind } from "./rules";

/** The tracker, in order. */
export const STEPS = ["received", "identity_confirmed", "collecting", "checked", "ready"] as const;
export type StepId = (typeof STEPS)[number];

/** `at` is when it was done; null for the step under way and those to come. */
export interface Step {
  step: StepId;
  state: "done" | "now" | "todo";
  at: Date | null;
}

/**
 * Until when the law lets us take. Words come from `law` (messages: requests.law.<law>) with `period`;
 * `own` is our own promise where no law sets a time.
 */
export interface LawfulDate {
  date: string; // YYYY-MM-DD, the last lawful day in the brand's time zone
  deadline: Date; // the end of that day
  jurisdiction: JurisdictionId;
  law: LawId;
  period: Period;
  source: string; // the law's name and number, as cited
  late: boolean;
}

/** More time, and why. `from` is the date it replaced. */
export interface Extension {
  from: string; // YYYY-MM-DD
  at: Date;
  because: string;
}

/** `item` is the item's name in the reader's language, or its id where the brand no longer lists it. */
export interface Refusal {
  item: Said;
  because: string;
  law: string | null;
}

export interface Message {
  id: string;
  from: "you" | "brand";
  at: Date;
  text: string;
}

export interface Answer {
  outcome: Extract<Outcome, "done" | "done_in_part" | "refused">;
  at: Date;
  text: string;
  refusals: Refusal[];
}

export interface RequestSummary {
  id: string;
  reference: string; // "R-4F9C21AA", for people and messages
  kind: RequestKind;
  item: Said | null;
  openedAt: Date;
  state: "open" | "ready";
  outcome: Answer["outcome"] | null;
  due: LawfulDate;
  steps: Step[];
  extended: boolean;
}

/** Who of staff opened it because the person asked. */
export interface OpenedForThem {
  staff: string; // first name or pseudonym
  ticket: string;
}

export interface RequestView extends RequestSummary {
  openedFor: OpenedForThem | null; // null: the person opened it
  text: string | null; // what the person wrote when asking
  extension: Extension | null;
  messages: Message[]; // oldest first
  answer: Answer | null;
  canWrite: boolean;
}

export interface RequestsView {
  open: RequestSummary[]; // soonest lawful date first
  ready: RequestSummary[]; // newest first
}

/** A copy, ready. Posting `token` to `/requests/copy/download` fetches it, once, until `expiresAt`. */
export interface PreparedCopy {
  requestId: string;
  token: string;
  expiresAt: Date;
  fileName: string;
}

/** A request as the privacy officer sees it. */
export interface OfficerRequest {
  id: string;
  reference: string;
  customerId: string;
  /** By what the person is known: kind ("email", "phone", "customer_number", …) and value. */
  who: { kind: string; value: string }[];
  kind: RequestKind;
  item: string | null; // the item's id
  openedAt: Date;
  due: LawfulDate;
  extended: boolean;
  text: string | null;
  messages: Message[];
}
