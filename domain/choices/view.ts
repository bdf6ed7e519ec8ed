import type { Said } from "@/domain/brand/text";
import type { ObeyedView } from "../obeyed/catalog";
import type { AddressState, Basis, ChoiceAct, Frequency, StopState } from "./states";

/** Page order of the bands. */
export const BANDS = ["you_decide", "unless_you_object", "always_on"] as const;
export type BandKind = (typeof BANDS)[number];

/**
 * Who made the last change of a cell. `link`: a link in a message; `staff`: support, because the person asked;
 * `system`: one of the brand's systems told of it; `signal`: that of the person's browser (Global Privacy Control).
 * `text`: a text from the person's number said stop. `import`: it was brought in from another tool.
 */
export type ChangedBy = "you" | "link" | "staff" | "system" | "signal" | "text" | "import";

export interface ColumnView {
  channel: string;
  name: Said;
  /** Which identifier it needs; picks the icon. */
  kind: "email" | "phone" | "post" | "device";
  address: { masked: string | null; state: AddressState };
  stopped: StoppedView | null;
}

/** What a text from the person's number did to a channel: `number` is where START would have to go. */
export interface StoppedView {
  state: StopState;
  at: Date;
  number: string;
}

interface CellBase {
  /** "" for the one switch of a purpose without channels. */
  channel: string;
  channelName: Said | null;
  /** Of this cell's address; null where the purpose has no channel. */
  address: AddressState | null;
  /** Set while a text holds this cell back; then turning on is not offered. */
  stopped: StoppedView | null;
  /** The last change of this cell, by anyone. */
  /** `tool`: whose file it came from, where it was brought in. */
  last: { at: Date; by: ChangedBy; tool?: string | undefined } | null;
  /** The systems that said they obey that change; only on Your choices. */
  obeyed?: ObeyedView[];
}

export type CellView = CellBase &
  (
    | {
        kind: "switch";
        on: boolean;
        /** False: there is no address to send to, so only turning off is offered. */
        canTurnOn: boolean;
        /** Set while paused: nothing is done until then, although the switch is on. */
        pausedUntil: Date | null;
        /** Consent ends then unless renewed; null: it does not end. Only while on. */
        expiresAt: Date | null;
        /** It ends soon and can be given its full time again (`to: "renew"`). */
        canRenew: boolean;
        /** It was on and is off now without an act of the customer. */
        askAgain: "expired" | "reworded" | "unconfirmed" | null;
        /** Turning it on sends a message whose link must be used first. */
        confirms: boolean;
      }
    | { kind: "waiting"; askedAt: Date; until: Date; sentTo: string | null }
    | { kind: "objection"; objected: boolean; pausedUntil: Date | null }
    | { kind: "locked"; basis: Basis }
    /** `cannot_confirm`: the channel cannot carry a confirm message yet. */
    | { kind: "not_offered"; because: "not_used" | "cannot_confirm" }
  );

export interface UsesView {
  /** In the last 90 days. */
  count: number;
  byChannel: { channel: string; channelName: Said | null; count: number }[];
  /** The newest of those 90 days. */
  last: { title: string; at: Date } | null;
}

export interface RowView {
  purpose: string;
  name: Said;
  why: Said;
  benefit: Said;
  ifOff: Said;
  /** Whose interest and why; null unless the basis is legitimate interest. */
  interest: Said | null;
  basis: Basis;
  special: boolean;
  marketing: boolean;
  /** One switch that spans the columns. Then `cells` has exactly one, else one per column, in order. */
  single: boolean;
  cells: CellView[];
  /** Null where the purpose offers none. One setting for all its channels. */
  frequency: { options: Frequency[]; value: Frequency } | null;
  uses: UsesView;
}

export interface BandView {
  kind: BandKind;
  rows: RowView[];
}

/** One changed cell, as a sentence needs it. */
export interface ChangeView {
  purpose: string;
  purposeName: Said;
  channel: string;
  channelName: Said | null;
  act: ChoiceAct;
  /** Where the cell stands after it. */
  now: "on" | "off" | "waiting" | "objected" | "paused";
  pausedUntil: Date | null;
  frequency: Frequency | null;
  at: Date;
  by: ChangedBy;
}

/** The reader's own act that a page has just made (`?saved=<act>`). */
export interface SavedAct {
  act: string;
  at: Date;
  changes: ChangeView[];
  /** Until when it can be undone; null: no longer, or something newer stands on it. */
  undoUntil: Date | null;
}

export interface PauseOption {
  /** YYYY-MM-DD by the brand's calendar. */
  until: string;
  length: "P30D" | "P3M" | "P6M";
}

export interface ChoicesView {
  /** Ledger position; goes into each form as `seen`. 0: nothing recorded yet. */
  seen: number;
  columns: ColumnView[];
  /** Only bands that have rows. */
  bands: BandView[];
  /** Null where the brand does no marketing. `on`: cells not off, so that stopping changes something. */
  marketing: { on: number; total: number; pausedUntil: Date | null } | null;
  pauseOptions: PauseOption[];
  saved: SavedAct | null;
  /** What happened elsewhere since the page was drawn, newest first, without the saved act itself. */
  sinceYouLooked: ChangeView[];
}

/** What the page says of the signal that the reader's browser sends. */
export interface SignalView {
  /** When it was followed in this browser; null: with the next form. */
  followedAt: Date | null;
  /** What it turns off. */
  purposes: Said[];
}

/** What a verb answers. `act` null: nothing was written, because it was so already. */
export interface ChoiceResult {
  changed: boolean;
  act: string | null;
  seen: number;
  changes: ChangeView[];
  /** What another device did since `seen`, as given by the form. Nothing of it is lost. */
  sinceYouLooked: ChangeView[];
}

/** What an Undo came to. `kept`: so many choices stay as they are, because something newer stands on them. */
export interface UndoResult extends ChoiceResult {
  kept: number;
}

/** What the page of a confirm link may show without a session: no value, no address. */
export type ConfirmView =
  | { state: "open"; purpose: string; purposeName: Said; channelName: Said | null; until: Date }
  | { state: "over" };
