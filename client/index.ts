export type { Answer, Question, Reason } from "./answer.ts";
export type {
  CustomerReference,
  Decision,
  Evidence,
  LedgerPosition,
  Operations,
  Problem,
  ProblemName,
} from "./api-types.ts";
export { type FaultName, ForthrightError } from "./fault.ts";
export { createForthright, type Forthright } from "./forthright.ts";
export type { ForthrightOptions } from "./options.ts";
export type { Receiver, ReceiverOptions } from "./receiver.ts";
export type {
  MadeLink,
  Obeyed,
  Once,
  RecordedObeyed,
  RecordedUses,
  Told,
  ToldChoices,
  ToldUse,
  WantedLink,
} from "./telling.ts";
export {
  type Delivered,
  verifyWebhook,
  type WebhookData,
  WebhookError,
  type WebhookEvent,
  type WebhookFault,
  type WebhookHeaders,
} from "./webhook.ts";
