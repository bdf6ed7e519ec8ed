import { observe } from "../access";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { readBook } from "./book";
import { cellsOf, recordedFor } from "./cells";
import { decideMany } from "./decide-many";
import type { Decision } from "./decision";
import type { ChoiceState } from "./states";
import { type EventRow, readChain } from "./store";
import type { ChangedBy } from "./view";

/** One purpose and channel of a customer, as a system reads it. */
export interface RecordedCell extends Decision {
  purpose: string;
  channel: string;
  /** What was recorded; `unset`: nothing that decides. */
  state: ChoiceState;
  since: Date | null;
  pausedUntil: Date | null;
  by: ChangedBy | null;
}

/**
 * Every purpose and channel of the brand for the subject: what is recorded, and what a decision would say.
 * @throws DomainError `forbidden`.
 */
export async function readCells(ctx: Ctx): Promise<RecordedCell[]> {
  if (ctx.subject === null) throw new DomainError("not_found");
  const customer = { id: ctx.subject.id };
  const book = await observe(ctx, "choice.read", (tx) => readBook(tx, ctx));
  const cells = ctx.house.brand.purposes.flatMap(cellsOf);
  const asked = cells.map(({ purpose, channel }) => ({ customer, purpose: purpose.id, channel, items: [] }));
  const decisions = await decideMany(ctx, asked);
  return cells.flatMap((cell, index) => {
    const decision = decisions[index];
    if (!decision) return [];
    const recorded = recordedFor(book, cell);
    return [
      {
        ...decision,
        ...{ purpose: cell.purpose.id, channel: cell.channel, state: recorded?.state ?? ("unset" as const) },
        ...{ since: recorded?.since ?? null, pausedUntil: recorded?.pausedUntil ?? null },
        by: recorded?.by ?? null,
      },
    ];
  });
}

/** Events of the subject's own chain after a position, oldest first. */
export async function readLedger(
  ctx: Ctx,
  { after, limit }: { after: number; limit: number },
): Promise<EventRow[]> {
  const { subject } = ctx;
  if (subject === null) throw new DomainError("not_found");
  return observe(ctx, "choice.read", (tx) => readChain(tx, { customerId: subject.id, after, limit }));
}
