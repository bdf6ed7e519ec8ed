import type { Ctx } from "../context";
import { writeAlone } from "./tell-alone";
import type { Telling, ToldResults } from "./tell-result";
import { memberOf, writeTogether } from "./tell-together";

/**
 * Writes what a system tells of one customer, in the order told, with its audit line and answer, in one transaction:
 * where it can, in one with whatever else the system tells at this moment. What is refused there is tried by itself.
 * @throws Moved when somebody else wrote to the same chain meanwhile; DomainError `forbidden`, `gone`.
 */
export async function writeTold(ctx: Ctx, telling: Telling): Promise<ToldResults> {
  // Here already, so that nobody of a group waits for it.
  await ctx.first;
  const member = memberOf(ctx, telling);
  return (member && (await writeTogether(member))) ?? writeAlone(ctx, telling);
}
