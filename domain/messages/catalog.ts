/** Every message that Forthright sends, and the values its template speaks of. Days and moments are ISO 8601. */
export interface MessageParams {
  step_up: { code: string; minutes: number };
  sign_in: { link: string; code: string; minutes: number };
  unknown_address: { address: string; url: string };
  not_let_in: Record<never, string>;
  try_later: { url: string };
  ambiguous: { source: string; address: string };
  address_changed: { item: string; when: string };
  confirm_choice: { purpose: string; channel: string; link: string };
  confirm_correction: { item: string; code: string; minutes: number };
  request_opened: { kind: string; reference: string; due: string; url: string };
  request_opened_officer: { kind: string; reference: string; due: string };
  request_answered: { kind: string; reference: string; url: string };
  request_message: { kind: string; reference: string; url: string };
  request_message_officer: { kind: string; reference: string };
  copy_ready: { url: string; minutes: number };
}

export type MessageTemplate = keyof MessageParams;

/** One message of the demo's outbox, newest first. */
export interface OutboxMessage {
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  sentAt: Date;
}
