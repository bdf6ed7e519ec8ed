import type { ExpiryRule } from "./expiry";
import type { Basis, Frequency } from "./states";

/** What the rules need to know of a purpose. */
export interface PurposeRule extends ExpiryRule {
  basis: Basis;
  /** Empty: one switch without a channel. */
  channels: readonly string[];
  optionalChannels: readonly string[];
  frequency: readonly Frequency[];
  confirm: boolean;
  marketing: boolean;
}

/** How a cell is decided: by consent, by objecting, by nobody (locked), or it is not there. */
export type CellKind = "switch" | "objection" | "locked" | "not_offered";

/** A channel that is only optional is always the customer's own choice, whatever the basis. */
const KIND_OF_BASIS: Record<Basis, Exclude<CellKind, "not_offered">> = {
  consent: "switch",
  legitimate_interest: "objection",
  public_task: "locked",
  contract: "locked",
  legal_obligation: "locked",
  vital_interest: "locked",
};

/** How the purpose as a whole is decided; picks its band on the page. */
export const kindOfBasis = (basis: Basis): Exclude<CellKind, "not_offered"> => KIND_OF_BASIS[basis];

/** How one cell is decided. `channel` is "" for the one switch of a purpose without channels. */
export function cellKind(purpose: PurposeRule, channel: string): CellKind {
  if (purpose.optionalChannels.includes(channel)) return "switch";
  if (purpose.channels.length === 0) return channel === "" ? kindOfBasis(purpose.basis) : "not_offered";
  return purpose.channels.includes(channel) ? kindOfBasis(purpose.basis) : "not_offered";
}
