import type { Ctx } from "../context";
import type { Sealer } from "../customers/keys";
import { DomainError } from "../errors";
import { type Cell, cellsOf } from "./cells";
import { cellKind } from "./kinds";
import { planNo } from "./no";
import { marketingCells } from "./plan";
import type { StopTarget } from "./stop";
import type { ChoiceResult } from "./view";
import { EVIDENCE, type Told, writeChoices } from "./write";

/** What to turn off on somebody's behalf, and what was said. No target: all marketing. */
export interface Lowering {
  target: StopTarget | null;
  seen?: number | undefined;
  told: Told;
}

/**
 * Turns off what the customer asked staff to turn off, as one act with their wish as evidence. It never raises: a
 * stopped pause or an objection taken back is not among its steps.
 * @throws DomainError `not_offered`, `locked` where nothing named is the customer's to decide; as `writeChoices`.
 */
export async function lowerChoices(ctx: Ctx, { target, seen, told }: Lowering): Promise<ChoiceResult> {
  const cells = target ? cellsNamed(ctx, target) : marketingCells(ctx.house.brand);
  return writeChoices(ctx, {
    ...{ act: "choice.lower", seen, told },
    plan: (situation) => cells.flatMap((cell) => planNo(situation, cell)),
  });
}

function cellsNamed(ctx: Ctx, { purpose, channel }: StopTarget): Cell[] {
  const cells = ctx.house.brand.purposes
    .filter(({ id }) => id === purpose)
    .flatMap(cellsOf)
    .filter((cell) => channel === undefined || channel === cell.channel);
  if (cells.length === 0) throw new DomainError("not_offered", { purpose, channel: channel ?? "" });
  const open = cells.filter((cell) => cellKind(cell.purpose, cell.channel) !== "locked");
  if (open.length === 0) throw new DomainError("locked", { purpose, channel: channel ?? "" });
  return open;
}

/** What staff or a system brought as proof of one event, opened with the person's key; null where there is none. */
export function openEvidence(
  sealer: Sealer,
  event: { evidence: Buffer | null },
): Record<string, string> | null {
  return event.evidence && JSON.parse(sealer.open(EVIDENCE, event.evidence));
}
