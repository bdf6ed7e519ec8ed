import { NOBODY } from "@/db/schema/audit";
import { observe } from "../access";
import type { AuditDetail } from "../access-line";
import { mutateEach, type Outcomes } from "../access-together";
import type { Ctx } from "../context";
import { maskIdentifier } from "../customers";
import { DomainError } from "../errors";
import type { House } from "../house";
import type { DecideTextInput, UnclearText, UnclearTexts } from "./catalog";
import { holdersOf, recordsOf } from "./holders";
import { lowerByText } from "./lower";
import { openText } from "./seal";
import {
  closeWaiting,
  countWaiting,
  findWaiting,
  listWaiting,
  lockNumber,
  readLine,
  settleLine,
  type WaitingText,
} from "./store";

const SHOWN = 50;

/**
 * Texts that may be a stop, the oldest first; what was written, by whom only masked.
 * @throws DomainError `forbidden`.
 */
export async function listUnclearTexts(ctx: Ctx): Promise<UnclearTexts> {
  return observe(ctx, "text.read", async (tx) => ({
    texts: (await listWaiting(tx, SHOWN)).map((row) => viewOf(ctx.house, row)),
    waiting: await countWaiting(tx),
  }));
}

function viewOf(house: House, row: WaitingText): UnclearText {
  const { id, receivedAt, sealed } = row;
  if (sealed === null) return { id, receivedAt, from: maskIdentifier("phone", ""), body: null };
  const { from, body } = openText(house, id, sealed);
  return { id, receivedAt, from: maskIdentifier("phone", from), body };
}

/**
 * Says what an unclear text meant: a stop stops from now on, as the customer's own no; what was none opens the line,
 * unless another text of that number still waits. Decided before is not decided again.
 * @throws DomainError `not_found`, `forbidden`.
 */
export async function decideText(ctx: Ctx, { text: id, is }: DecideTextInput): Promise<{ changed: boolean }> {
  const row = await observe(ctx, "text.read", (tx) => findWaiting(tx, id));
  if (!row) throw new DomainError("not_found");
  const { house } = ctx;
  const { lookup, line } = row;
  const written = row.sealed && openText(house, id, row.sealed);
  const people = await holdersOf(house, lookup);
  return mutateEach(ctx, "text.decide", {
    ...{ subjects: recordsOf(people), lookup },
    write: async (tx): Promise<Outcomes<{ changed: boolean }>> => {
      await lockNumber(tx, lookup);
      if (!(await closeWaiting(tx, id, is))) return { value: { changed: false }, lines: new Map() };
      const stands = await readLine(tx, row);
      const move =
        is === "stop" ? stands !== "stopped" : stands === "unclear" && (await countWaiting(tx, row)) === 0;
      const state = is === "stop" ? "stopped" : "open";
      if (move) await settleLine(tx, { lookup, line, state, textId: id });
      const said = { ctx, textId: id, proof: Buffer.alloc(0), body: written?.body ?? "", isNew: move };
      const lowered = is === "stop" ? await lowerByText(tx, said, people) : new Map<string, AuditDetail>();
      const whose = people.length > 0 ? people.map((one) => one.id) : [NOBODY];
      const lines = new Map(whose.map((one) => [one, { ...lowered.get(one), event: eventOf(is), text: id }]));
      return { value: { changed: true }, lines };
    },
  });
}

const eventOf = (is: DecideTextInput["is"]): string => (is === "stop" ? "stopped" : "not_a_stop");
