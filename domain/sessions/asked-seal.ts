import { timingSafeEqual } from "node:crypto";
import type { House } from "../house";
import type { Reachable } from "../messages";
import type { Typed } from "./identifier";

/** What a sign-in is about, sealed: what was typed and, once found, the address that the message went to. */
export interface About {
  typed: Typed | null;
  /** Normalised; whoever uses the link or the code has proved it. */
  address: Reachable | null;
}

const place = (id: string) => `sign_ins/${id}`;

export const sealAbout = (house: House, id: string, about: About): Buffer =>
  house.keys.seal("tokens", JSON.stringify(about), place(id));

export const openAbout = (house: House, row: { id: string; sealed: Buffer }): About =>
  JSON.parse(house.keys.open("tokens", row.sealed, place(row.id)));

/** A code is short, so its hash is keyed, and bound to the one sign-in that it opens. */
export const hashCode = (house: House, id: string, code: string): Buffer =>
  house.keys.hash("tokens", `${place(id)}/${code}`);

/** Compares without telling by time how much was right; a sign-in without a code has none that fits. */
export function isCode(house: House, row: { id: string; codeHash: Buffer | null }, code: string): boolean {
  const entered = hashCode(house, row.id, code);
  const expected = row.codeHash ?? Buffer.alloc(entered.length);
  return timingSafeEqual(entered, expected) && row.codeHash !== null;
}
