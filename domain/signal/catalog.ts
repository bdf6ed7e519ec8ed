import type { Said } from "@/domain/brand/text";

/** What Your choices says of the signal that the reader's browser sends. */
export interface SignalView {
  /** When it was followed in this browser; null: with the next form. */
  followedAt: Date | null;
  /** What it turns off. */
  purposes: Said[];
}
