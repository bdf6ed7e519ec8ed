/** Every message that Forthright sends, and the values its template speaks of. Days and moments are ISO 8601. */
export interface MessageParams {
  step_up: { code: string; minutes: number };
  sign_in: { link: string; code: string; minutes: number };
  staff_sign_in: { code: string; minutes: number };
  staff_factor_changed: { kind: "totp" | "passkey" | "recovery"; when: string };
  unknown_address: { address: string; url: string };
  not_let_in: Record<never, string>;
  try_later: { url: string };
  ambiguous: { source: string; address: string };
  address_changed: { item: string; when: string };
  confirm_choice: { purpose: string; channel: string; link: string };
  confirm_correction: { item: string; code: string; minutes: number };
  request_opened: { kind: string; reference: string; due: string; url: string };
  request_opened_officer: { kind: string; reference: string; due: string; url: string };
  request_answered: { kind: string; reference: string; url: string };
  request_message: { kind: string; reference: string; url: string };
  request_message_officer: { kind: string; reference: string; url: string };
  /** A visit of staff is over; several of a day. */
  visit_ended: { staff: string; ticket: string; minutes: number; when: string; url: string };
  visits_digest: { count: number; url: string };
  /** A way to the page where the customer does what staff may not. */
  visit_link: { kind: string; staff: string; ticket: string; link: string };
  /** To the privacy officer. */
  visit_alert: { kind: string; staff: string; ticket: string; when: string };
  copy_ready: { url: string; minutes: number };
  /** A new version of a text touches the person: asked whether they agree, or just told. */
  terms_asked: { name: string; url: string };
  terms_changed: { name: string; url: string };
}

export type MessageTemplate = keyof MessageParams;

/** Messages that have words for a text, under `text` in messages/; the others go by mail alone. */
export const TEXT_TEMPLATES = [
  "sign_in",
  "step_up",
  "not_let_in",
  "address_changed",
  "confirm_choice",
  "request_opened",
  "request_answered",
  "request_message",
  "visit_ended",
  "visits_digest",
  "visit_link",
  "copy_ready",
  "terms_asked",
  "terms_changed",
] as const satisfies readonly MessageTemplate[];
export type TextTemplate = (typeof TEXT_TEMPLATES)[number];

export const isTextTemplate = (template: MessageTemplate): template is TextTemplate =>
  TEXT_TEMPLATES.some((one) => one === template);

/** Texts that somebody asks for and waits for: they go out also to a number that said stop, if its carrier lets them. */
export const ASKED_FOR: ReadonlySet<MessageTemplate> = new Set<MessageTemplate>(["sign_in", "step_up"]);

/** One message of the demo's outbox, newest first. A text has neither subject nor HTML. */
export interface OutboxMessage {
  id: string;
  way: "email" | "text";
  to: string;
  subject: string;
  text: string;
  html: string;
  sentAt: Date;
}
