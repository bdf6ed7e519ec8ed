import { z } from "zod";
import type { Said } from "@/domain/brand/text";
import type { Basis, ChangedBy, ChangeView } from "@/domain/choices/catalog";
import type { ObeyedView } from "../obeyed/catalog";

/** What a link is for: stopping, seeing why, or coming to one's privacy page. */
export const LINK_KINDS = ["stop", "why", "dashboard"] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** As long as mail is kept and its footer may still be pressed. */
export const LINK_DAYS = 400;

/** The secret of a link, as it stands in the address: 32 random bytes, base64url. */
export const LinkSecret = z.string().regex(/^[A-Za-z0-9_-]{43}$/u, "a link");

/** What the forms of the page may ask for. All of it lowers. */
export const STOP_ACTS = ["stop", "monthly", "pause", "all"] as const;
export type StopAct = (typeof STOP_ACTS)[number];

/** Something that still comes, and why: by its basis, or because the person switched it on. */
export interface StillView {
  name: Said;
  because: Basis | "chosen";
}

/** Where what the link is about stands now. */
export interface LinkCellView {
  kind: "switch" | "objection" | "locked" | "not_offered";
  on: boolean;
  /** Whether there is something to stop: what is on, and what nobody ever said no to. */
  stops: boolean;
  basis: Basis;
  pausedUntil: Date | null;
  /** Offered only where it is less often than now. */
  monthly: boolean;
  /** The day on which it would start again, YYYY-MM-DD; null where a pause changes nothing. */
  pauseUntil: string | null;
  /** The choice that allows it or stopped it; null where nobody ever chose. */
  last: { at: Date; by: ChangedBy } | null;
  /** How many came in the last 90 days. */
  count: number;
  /** The marketing that "stop all" would end; null: none is on. */
  marketing: { purposes: Said[]; channels: Said[] } | null;
  still: StillView[];
}

/** What was just done on the page. `undo`: the secret that takes it back, while it can be taken back. */
export interface DoneView {
  changes: ChangeView[];
  at: Date;
  undo: string | null;
  /** The systems that said they obey all of it. */
  obeyed: ObeyedView[];
}

/** Wrong, forged, old and used alike: nothing is said. */
export type StopView =
  | { state: "over" }
  | {
      state: "open";
      purpose: Said;
      channel: Said | null;
      /** Masked; null where there is none. */
      address: string | null;
      /** Of the message it was sent with, where the brand told of it. */
      title: string | null;
      cell: LinkCellView;
      done: DoneView | null;
    };

export type WhyView =
  | { state: "over" }
  | {
      state: "open";
      purpose: Said;
      why: Said;
      benefit: Said;
      interest: Said | null;
      channel: Said | null;
      address: string | null;
      /** The message or other use it is about; null where the link was made for none. */
      use: { title: string; at: Date; system: string | null } | null;
      /** What had been decided when it came; where no use is known, what holds now. Null: nobody ever chose. */
      allowed: { yes: boolean; at: Date; by: ChangedBy } | null;
      /** Names of what was used; of what may be used, where no use is known. */
      items: Said[];
      cell: LinkCellView;
    };
