import { randomInt, timingSafeEqual } from "node:crypto";
import type { House } from "../house";
import { VISIT_CODE_DIGITS } from "./rules";
import type { Wishes } from "./wish-store";

/** A code that allows one visit, each of the 100 million as likely. */
export const newVisitCode = (): string =>
  String(randomInt(0, 10 ** VISIT_CODE_DIGITS)).padStart(VISIT_CODE_DIGITS, "0");

/** A code is short, so its hash is keyed, and bound to the one customer who made it. */
export const hashVisitCode = (house: House, customerId: string, code: string): Buffer =>
  house.keys.hash("tokens", `visit_wishes/${customerId}/${code}`);

/** Compares without telling by time how much was right, or whether there was anything to compare with. */
export function fitsCode(house: House, wishes: Wishes, code: string | undefined): boolean {
  const entered = hashVisitCode(house, wishes.code?.customerId ?? "", code ?? "");
  const equal = timingSafeEqual(entered, wishes.code?.hash ?? Buffer.alloc(entered.length));
  return equal && wishes.code !== null && code !== undefined;
}
