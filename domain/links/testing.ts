import type { Ctx } from "../context";
import type { House } from "../house";
import { type MakeLinkInput, makeLink } from ".";

/** Whoever presses a link: nobody, until the link says for whom. */
export const stranger = (ctx: Ctx): Ctx => ({
  ...ctx,
  actor: { kind: "nobody" },
  subject: null,
  authTime: null,
});

/** The secret of a link that a system has just made for a customer. */
export async function secretOf(system: Ctx, input: MakeLinkInput): Promise<string> {
  const { url } = await makeLink(system, input);
  return url.slice(url.lastIndexOf("/") + 1);
}

/** Everything of the ledger, to see that nothing moved. */
export const chainOf = async (house: House, customerId: string): Promise<string> => {
  const client = await house.db.pool.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('app.subjects', $1, true)", [customerId]);
    const { rows } = await client.query(
      "select seq, purpose, channel, act, state, paused_until, frequency, since from choice_events order by seq",
    );
    return JSON.stringify(rows);
  } finally {
    await client.query("rollback");
    client.release();
  }
};
