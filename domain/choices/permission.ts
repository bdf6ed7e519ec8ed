import type { Who } from "../policy";
import { cellKind, type PurposeRule } from "./kinds";
import type { AddressKind, ChoiceAct } from "./states";

const LOWERING: readonly ChoiceAct[] = ["withdraw", "cancel", "object"];

/**
 * What each column of the permission table may do with choices at all. Only the customer raises: a confirm link
 * completes what they asked, a system tells, with evidence, what they said elsewhere; staff only lowers.
 */
const ACTS_OF: Record<Who, readonly ChoiceAct[]> = {
  nobody: [],
  customer: [
    "grant",
    "ask",
    "withdraw",
    "cancel",
    "object",
    "unobject",
    "pause",
    "resume",
    "frequency",
    "undo",
  ],
  confirm: ["confirm"],
  stop: [...LOWERING, "pause", "frequency"],
  undo: ["undo"],
  visit: LOWERING,
  support: [],
  privacy_officer: [],
  admin: [],
  auditor: [],
  api_key: ["grant", "ask", ...LOWERING, "unobject", "pause"],
  system: [],
  text: LOWERING,
};

const BY_CONSENT: readonly ChoiceAct[] = ["grant", "ask", "confirm", "withdraw", "cancel"];
const BY_OBJECTION: readonly ChoiceAct[] = ["object", "unobject"];

export type Permission =
  | { ok: true }
  | { ok: false; code: "forbidden" | "not_offered" | "locked" | "invalid" };

export interface MayActInput {
  purpose: PurposeRule;
  channel: string;
  /** Which identifier the channel needs; null for a single switch. */
  address: AddressKind | null;
  act: ChoiceAct;
  actor: Who;
}

/**
 * How turning a cell on is proved: not at all, by the link in a message sent through the channel itself, or
 * `impossible` because that channel cannot carry such a message. Post and single switches need no proof.
 */
export function confirmation({
  purpose,
  channel,
  address,
}: Pick<MayActInput, "purpose" | "channel" | "address">): "none" | "message" | "impossible" {
  if (!purpose.confirm || channel === "" || address === "post") return "none";
  if (cellKind(purpose, channel) !== "switch") return "none";
  return address === "device" ? "impossible" : "message";
}

const refused = (code: Extract<Permission, { ok: false }>["code"]): Permission => ({ ok: false, code });

function fits({ purpose, channel, address, act }: MayActInput): Permission {
  const kind = cellKind(purpose, channel);
  const proof = confirmation({ purpose, channel, address });
  if (kind === "switch" && BY_OBJECTION.includes(act)) return refused("invalid");
  if (kind === "objection" && BY_CONSENT.includes(act)) return refused("invalid");
  if (act === "frequency" && purpose.frequency.length === 0) return refused("not_offered");
  if ((act === "grant" || act === "ask") && proof === "impossible") return refused("not_offered");
  if (act === "grant" && proof !== "none") return refused("invalid");
  if (act === "ask" && proof === "none") return refused("invalid");
  return { ok: true };
}

/**
 * May this actor do this act on this cell? Says first who may, then what is there to be decided. The ledger
 * judges again whose session it is, what an undo restores and what a confirm link completes.
 */
export function mayAct(input: MayActInput): Permission {
  if (!ACTS_OF[input.actor].includes(input.act)) return refused("forbidden");
  const kind = cellKind(input.purpose, input.channel);
  if (kind === "not_offered") return refused("not_offered");
  return kind === "locked" ? refused("locked") : fits(input);
}
