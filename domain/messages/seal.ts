import type { House } from "../house";
import type { MessageParams, MessageTemplate } from "./catalog";

/** What a stored message holds: whom it goes to and what it speaks of; in the demo also its words. */
export interface Envelope {
  to: string;
  locale: string;
  params: MessageParams[MessageTemplate];
  rendered?: { subject: string; text: string; html: string };
}

const place = (id: string) => `messages/${id}`;

export const sealMessage = (house: House, id: string, envelope: Envelope): Buffer =>
  house.keys.seal("messages", JSON.stringify(envelope), place(id));

export const openMessage = (house: House, id: string, sealed: Buffer): Envelope =>
  JSON.parse(house.keys.open("messages", sealed, place(id)));
