import type { Item } from "@/domain/brand";
import { say } from "@/domain/brand/text";
import { changed, mutate } from "../access";
import type { Ctx } from "../context";
import { normaliseEmail } from "../customers/normalise";
import { DomainError } from "../errors";
import { countWithin } from "../limits";
import { mailAddress, sendMessage } from "../messages";
import { newCode } from "../sessions/keys";
import { requireRecentSignIn } from "../sessions/rules";
import type { Correctable } from "./correctable";
import type { Values } from "./typed";
import type { Correction } from "./view";
import { CODE_MINUTES, keepWaiting } from "./waiting";

/**
 * Sends a code to the new address and waits. One at a time for an item: a new one voids the old.
 * @throws DomainError `step_up_required` when the sign-in is older than 5 minutes, `invalid`, `rate_limited`.
 */
export async function startWaiting(
  ctx: Ctx,
  at: { item: Item; values: Values; now: Correctable },
): Promise<Correction> {
  const { item, values } = at;
  requireRecentSignIn(ctx);
  const address = newAddress(at);
  await requireWithinLimits(ctx, address);
  const { value } = await mutate(ctx, "held_data.correct", async (tx) => {
    const code = newCode();
    const waiting = await keepWaiting(tx, ctx, { item, code, asked: { address, values } });
    const name = say(item.name, ctx.locale, ctx.house.brand).text;
    const params = { item: name, code, minutes: CODE_MINUTES };
    await sendMessage(tx, ctx, { to: address, template: "confirm_correction", params, locale: ctx.locale });
    return changed(waiting, { item: item.id, event: "correction_started" });
  });
  return { outcome: "code_sent", item: item.id, waiting: value };
}

/** The address among what was typed. @throws DomainError `invalid` where it is none that mail can go to. */
function newAddress({ item, values, now }: { item: Item; values: Values; now: Correctable }): string {
  const names = Object.keys(values).filter((name) => values[name] !== (now.held[name] ?? null));
  const found = names.find((name) => normaliseEmail(values[name]) !== null);
  const address = found === undefined ? null : mailAddress(values[found] ?? "");
  if (address !== null) return address;
  throw new DomainError("invalid", { field: item.shape === "field" ? "value" : `field.${names[0] ?? ""}` });
}

async function requireWithinLimits(ctx: Ctx, address: string): Promise<void> {
  const limits = [
    { name: "correction_person", key: ctx.subject?.id ?? "", points: 10, seconds: 3_600 },
    { name: "correction_address", key: normaliseEmail(address) ?? address, points: 5, seconds: 3_600 },
  ];
  if (!(await countWithin(ctx.house, limits))) throw new DomainError("rate_limited");
}
