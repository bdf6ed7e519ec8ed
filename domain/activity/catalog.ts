import { z } from "zod";
import type { Said } from "@/domain/brand/text";
import type { Frequency } from "@/domain/choices/catalog";
import type { Outcome, RequestKind } from "@/domain/requests/catalog";
import type { Device } from "@/domain/sessions/catalog";
import type { Asked, VisitView } from "@/domain/visits/catalog";

/** The filters of the page, in order; no kind means all of it. */
export const ACTIVITY_KINDS = ["choices", "messages", "visits", "requests", "data", "sign_ins"] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

export const ListActivityInput = z.object({
  kind: z.enum(ACTIVITY_KINDS).optional().catch(undefined),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,200}$/u)
    .optional()
    .catch(undefined),
});
export type ListActivityInput = z.infer<typeof ListActivityInput>;

/** Who did it: the person, the brand or its systems, support in a visit, or a privacy officer. The dot follows it. */
export type By = "you" | "brand" | "staff" | "privacy_officer";

interface Entry {
  id: string;
  at: Date;
  by: By;
}

/** What happened to one choice. `waiting`: on after the link in the message is used. */
export const CHOICE_CHANGES = [
  "turned_on",
  "turned_off",
  "waiting",
  "confirmed",
  "objected",
  "objection_withdrawn",
  "paused",
  "resumed",
  "frequency",
  "changed",
] as const;
export type ChoiceChange = (typeof CHOICE_CHANGES)[number];

/** One purpose and channel that an act changed. */
export interface ChoiceLine {
  change: ChoiceChange;
  purpose: Said;
  purposeId: string;
  channel: Said | null;
  until: Date | null; // of a pause
  frequency: Frequency | null;
  seq: number; // its place in the person's own chain
}

/** Who of staff did something because the person asked, how they had asked, and in which words. */
export interface OnBehalf {
  staff: string;
  ticket: string;
  asked: Asked | null;
  words: string | null; // null also for staff who look on
}

/** One act on choices; "stop all marketing" has many lines. `via`: a page of ours, a message's link, a system that told, or the browser's signal. */
export interface ChoiceEntry extends Entry {
  kind: "choice";
  via: "page" | "link" | "system" | "signal" | "text" | "import";
  /** Whose file it was brought in from. */
  tool?: string;
  undone: boolean; // this act was an Undo
  onBehalf: OnBehalf | null; // support did it in a visit
  lines: ChoiceLine[];
}

/** A use of data, mostly a message: "email Autumn offers, used: your email, your orders". */
export interface UseEntry extends Entry {
  kind: "use";
  title: string;
  purpose: Said | null;
  purposeId: string;
  channel: Said | null;
  /** Whether the person can switch the purpose off; else the law, a contract or an emergency asks for it. */
  choosable: boolean;
  items: Said[];
}

export const REQUEST_EVENTS = [
  "opened",
  "written",
  "answered",
  "asked",
  "extended",
  "copy_ready",
  "copy_downloaded",
] as const;
export type RequestEvent = (typeof REQUEST_EVENTS)[number];

/** `asked`: the privacy officer asked something; `written`: the person wrote. */
export interface RequestEntry extends Entry {
  kind: "request";
  event: RequestEvent;
  requestId: string;
  reference: string;
  request: RequestKind;
  item: Said | null;
  outcome: Outcome | null;
}

export const DATA_EVENTS = [
  "corrected",
  "correction_started",
  "correction_confirmed",
  "correction_cancelled",
  "stopped_using",
  "not_me",
] as const;
export type DataEvent = (typeof DATA_EVENTS)[number];

/** Names the item, never its value. */
export interface DataEntry extends Entry {
  kind: "data";
  event: DataEvent;
  item: Said | null;
}

export const SIGN_IN_EVENTS = [
  "signed_in",
  "stepped_up",
  "signed_out",
  "session_ended",
  "other_sessions_ended",
  "locale_changed",
  "address_verified",
  "address_changed",
] as const;
export type SignInEvent = (typeof SIGN_IN_EVENTS)[number];

export interface SignInEntry extends Entry {
  kind: "sign_in";
  event: SignInEvent;
  method: string | null; // "code" | "link" | "oidc"
  device: Device | null;
}

/** Support looked at the person's pages: when, why, at what, and what they did. */
export interface VisitEntry extends Entry {
  kind: "visit";
  visit: VisitView;
}

/** A text from the person's number stopped all texts, or START allowed them again. */
export interface TextEntry extends Entry {
  kind: "text";
  event: "stopped" | "started";
}

export const TERMS_EVENTS = ["agree", "refuse", "later"] as const;

/** What the person said to a version of the terms. */
export interface TermsEntry extends Entry {
  kind: "terms";
  event: (typeof TERMS_EVENTS)[number];
  document: string;
  name: Said;
  /** YYYY-MM-DD */
  version: string;
}

export type ActivityEntry =
  | ChoiceEntry
  | TermsEntry
  | TextEntry
  | UseEntry
  | VisitEntry
  | RequestEntry
  | DataEntry
  | SignInEntry;

/** Newest first. `next` is the cursor of the older page; null: this is the beginning. */
export interface ActivityView {
  entries: ActivityEntry[];
  next: string | null;
  kind: ActivityKind | null;
}
