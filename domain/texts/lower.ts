import type { Tx } from "@/db/client";
import type { AuditDetail } from "../access-line";
import { marketingCells, planNoAgain, stoppedByText, writeWithin } from "../choices";
import { type Ctx, type Subject, subjectIds } from "../context";
import { announceChannel } from "../webhooks";

/** A text as the ledger takes it: its id, and what was written. */
export interface Said {
  ctx: Ctx;
  textId: string;
  proof: Buffer;
  body: string;
  /** Whether the line was open until now: else only who was texted all the same says no once more. */
  isNew: boolean;
}

const channelsOf = ({ house }: Ctx) => house.brand.channels.filter(stoppedByText);

/**
 * Takes a stop as the no of everybody whose number it is: marketing by the channels that stop by text, each person in
 * their own chain, with what they wrote as proof. What the brand need not ask for is held back by the stop itself.
 * @returns what each line of the audit says.
 */
export async function lowerByText(
  tx: Tx,
  said: Said,
  people: readonly Subject[],
): Promise<Map<string, AuditDetail>> {
  const { ctx, textId, proof, body, isNew } = said;
  const channels = new Set(channelsOf(ctx).map(({ id }) => id));
  const cells = marketingCells(ctx.house.brand).filter(({ channel }) => channels.has(channel));
  const lines = new Map<string, AuditDetail>();
  for (const subject of people) {
    const theirs: Ctx = { ...ctx, actor: { kind: "text", textId, proof }, subject };
    const outcome = await writeWithin(tx, theirs, {
      plan: (situation) => cells.flatMap((cell) => planNoAgain(situation, cell)),
      told: { evidence: { method: "text", wording: body }, occurredAt: ctx.now },
    });
    if (isNew || outcome.changed)
      lines.set(subject.id, { event: "stopped", ...(outcome.changed ? outcome.detail : {}) });
    if (isNew) await tellSystems(tx, { ctx, subject, stopped: true });
  }
  return lines;
}

/** Tells the brand's systems, for each record of the person, that a channel was stopped or started again. */
export async function tellSystems(
  tx: Tx,
  { ctx, subject, stopped }: { ctx: Ctx; subject: Subject; stopped: boolean },
): Promise<void> {
  for (const customerId of subjectIds(subject))
    for (const { id: channel } of channelsOf(ctx))
      await announceChannel(tx, { customerId, channel, stopped, by: "text" });
}
