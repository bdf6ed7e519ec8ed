import type { Said } from "@/domain/brand/text";
import type { Outcome, RequestKind } from "./rules";
import type { LawfulDate, RequestView } from "./view";

/** Whose request it is, as the desk names people outside of a visit. */
export interface DeskCustomer {
  /** The brand's own customer number, where there is one. */
  number: string | null;
  /** "C-1F0A93BC": tells two people apart and says nothing of either. */
  pseudonym: string;
}

/** One line of the queue. Nothing that a person wrote is in it. */
export interface DeskRequest {
  id: string;
  reference: string;
  customer: DeskCustomer;
  kind: RequestKind;
  item: Said | null;
  openedAt: Date;
  due: LawfulDate;
  /** Calendar days until the lawful date where the brand is: 0 is the last day, below it is overdue. */
  daysLeft: number;
  state: "open" | "ready";
  outcome: Extract<Outcome, "done" | "done_in_part" | "refused"> | null;
  extended: boolean;
  /** Who has to write next, while it is open. */
  waitingFor: "us" | "customer";
  /** The person wrote after it was answered. */
  wroteAgain: boolean;
}

export const DESK_LISTS = ["open", "closed"] as const;
export type DeskList = (typeof DESK_LISTS)[number];

/** A page of the queue. The counts are of all that is open, whatever the page. */
export interface DeskRequestsView {
  list: DeskList;
  requests: DeskRequest[];
  open: number;
  overdue: number;
  page: number;
  pages: number;
}

/** Why no more time can be taken: the law gives none, it was taken, the first time is over, it is answered. */
export type NoMoreTime = "no_law" | "taken" | "too_late" | "answered";

/** One request as the officer works on it, with everything written about it. */
export interface DeskRequestView extends RequestView {
  customer: DeskCustomer;
  daysLeft: number;
  /** The language the person reads, one of the brand's. */
  customerLocale: string;
  /** YYYY-MM-DD: the lawful date with more time; or why there is none. */
  moreTime: { until: string } | { not: NoMoreTime };
}
