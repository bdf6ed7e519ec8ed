import type { Brand } from "@/domain/brand";
import { cellsOf, recordedFor } from "./cells";
import { planNo } from "./no";
import type { Situation, Step } from "./plan";

/**
 * Whether the header Sec-GPC carries the signal: exactly `1`. Several lines arrive as one with commas; everything
 * that is not a `1` of its own is ignored. Source: Global Privacy Control, “The Sec-GPC Header Field”.
 */
export const isSignal = (header: string | null | undefined): boolean =>
  (header ?? "").split(",").some((value) => value.trim() === "1");

/** The purposes that the signal turns off, as the brand marks them. */
export const signalPurposes = (brand: Brand): Brand["purposes"] =>
  brand.purposes.filter(({ signal }) => signal === "gpc");

/**
 * What the signal turns off: everything it covers that is on, and as a no where nothing was said. What waits for
 * its link is left: using that link is a later act of the customer's own.
 */
export function planSignal(situation: Situation): Step[] {
  return signalPurposes(situation.brand)
    .flatMap(cellsOf)
    .filter((cell) => recordedFor(situation.book, cell)?.state !== "pending")
    .flatMap((cell) => planNo(situation, cell));
}
