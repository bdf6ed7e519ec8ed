import type { Ctx } from "../context";
import { cellsOf } from "./cells";
import { planStop } from "./plan";
import type { ChoiceResult } from "./view";
import { writeChoices } from "./write";

/** A purpose, or one of its channels. */
export interface StopTarget {
  purpose: string;
  channel?: string | undefined;
}

/**
 * Turns off what is named, as one act: consent withdrawn, interests objected to, what is locked left alone.
 * What is off already is not written again.
 */
export function stopChoices(ctx: Ctx, targets: readonly StopTarget[]): Promise<ChoiceResult> {
  const named = ctx.house.brand.purposes
    .flatMap(cellsOf)
    .filter((cell) =>
      targets.some(
        ({ purpose, channel }) =>
          purpose === cell.purpose.id && (channel === undefined || channel === cell.channel),
      ),
    );
  return writeChoices(ctx, {
    act: "choice.set",
    plan: (situation) => named.flatMap((cell) => planStop(situation, cell)),
  });
}
