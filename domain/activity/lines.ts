import { OUTCOMES, REQUEST_KINDS, referenceOf } from "@/domain/requests/catalog";
import { unpackDevice } from "@/domain/sessions";
import {
  type ActivityEntry,
  type By,
  DATA_EVENTS,
  type DataEvent,
  type RequestEvent,
  SIGN_IN_EVENTS,
  type SignInEntry,
  type SignInEvent,
  TERMS_EVENTS,
} from "./catalog";
import { named, type Reader } from "./entries";
import type { AuditRow, ToldIn } from "./store";

const REQUEST_ACTS: Readonly<Record<string, RequestEvent>> = {
  "request.open": "opened",
  "request.write": "written",
  "request.answer": "answered",
  "copy.prepare": "copy_ready",
  "copy.download": "copy_downloaded",
};

const DATA_ACTS: Readonly<Record<string, DataEvent>> = {
  "held_data.correct": "corrected",
  "held_data.confirm_correction": "correction_confirmed",
  "held_data.stop_using": "stopped_using",
};

const SIGN_IN_ACTS: Readonly<Record<string, SignInEvent>> = {
  "session.start": "signed_in",
  "session.renew": "stepped_up",
  "session.end": "session_ended",
  "account.set_locale": "locale_changed",
  "customer.refresh": "address_changed",
};

const TEXT_ACTS: readonly string[] = ["text.receive", "text.decide"];
const TEXT_EVENTS = ["stopped", "started"] as const;

const TERMS_ACTS: readonly string[] = ["terms.decide"];

/** The acts of the audit that a person sees, by filter. The ledger tells of choices itself. */
export const ACTS_OF = {
  choices: [...TEXT_ACTS, ...TERMS_ACTS],
  requests: Object.keys(REQUEST_ACTS),
  data: Object.keys(DATA_ACTS),
  sign_ins: Object.keys(SIGN_IN_ACTS),
} as const;

/** A text that said nothing clear changed nothing, so it is no part of the history. */
export const TOLD_IN: readonly ToldIn[] = [
  { acts: TEXT_ACTS, field: "event", values: TEXT_EVENTS },
  { acts: TERMS_ACTS, field: "decision", values: TERMS_EVENTS },
];

/** One line of the audit as the person reads it; undefined for what is not for them. */
export function entryOfLine(row: AuditRow, reader: Reader): ActivityEntry | undefined {
  const base = { id: row.id, at: row.at, by: byOf(row) };
  const item = textOf(row, "item");
  const itemSaid = item === null ? null : named(reader.brand.items, item, reader);
  const request = REQUEST_ACTS[row.act];
  if (request) return { ...base, ...requestParts(row, request), item: itemSaid };
  const data = DATA_ACTS[row.act];
  if (data) return { ...base, kind: "data", event: own(DATA_EVENTS, row) ?? data, item: itemSaid };
  if (TEXT_ACTS.includes(row.act)) return textEntry(row);
  if (TERMS_ACTS.includes(row.act)) return termsEntry(row, reader);
  const signIn = SIGN_IN_ACTS[row.act];
  return signIn && signInEntry(row, { ...base, event: own(SIGN_IN_EVENTS, row) ?? signIn });
}

/** What staff read in a text, the person said; what was no stop changed nothing. */
function textEntry(row: AuditRow): ActivityEntry | undefined {
  const event = own(TEXT_EVENTS, row);
  return event && { kind: "text", id: row.id, at: row.at, by: "you", event };
}

function termsEntry(row: AuditRow, reader: Reader): ActivityEntry | undefined {
  const event = TERMS_EVENTS.find((one) => one === row.detail.decision);
  const [document, version] = [textOf(row, "document"), textOf(row, "version")];
  if (!event || document === null || version === null) return undefined;
  const name = named(reader.brand.terms, document, reader);
  return { kind: "terms", id: row.id, at: row.at, by: "you", event, document, name, version };
}

/** A sign-in is written by a job of ours, but it is the person who signs in. */
function signInEntry(row: AuditRow, base: Pick<SignInEntry, "id" | "at" | "by" | "event">): SignInEntry {
  const by = row.act === "session.start" ? "you" : base.by;
  const device = textOf(row, "device");
  const method = textOf(row, "method");
  return { ...base, by, kind: "sign_in", method, device: device ? unpackDevice(device) : null };
}

function requestParts(row: AuditRow, event: RequestEvent) {
  const requestId = textOf(row, "request") ?? "";
  const outcome = OUTCOMES.find((one) => one === row.detail.outcome) ?? null;
  const told = outcome === "question" ? "asked" : outcome === "more_time" ? "extended" : event;
  return {
    kind: "request" as const,
    event: told,
    requestId,
    reference: referenceOf(requestId),
    request: REQUEST_KINDS.find((one) => one === row.detail.kind) ?? "copy",
    outcome,
  };
}

/** What happened, where the act's own name does not say it all: the line's `event`. */
const own = <E extends string>(events: readonly E[], row: AuditRow): E | undefined =>
  events.find((one) => one === row.detail.event);

function textOf(row: AuditRow, name: string): string | null {
  const value = row.detail[name];
  return typeof value === "string" ? value : null;
}

function byOf(row: AuditRow): By {
  if (row.actorKind === "customer" || row.actorKind === "token") return "you";
  if (row.actorKind === "staff" && row.act === "request.answer") return "privacy_officer";
  if (row.actorKind === "staff") return "staff";
  return row.actorKind === "privacy_officer" ? "privacy_officer" : "brand";
}
