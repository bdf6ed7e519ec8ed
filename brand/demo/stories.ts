import {
  confirmChoice,
  objectTo,
  pauseChoice,
  setChoice,
  setFrequency,
  stopMarketing,
} from "@/domain/choices";
import type { Ctx } from "@/domain/context";
import { openMessage } from "@/domain/messages/seal";
import { dayBefore } from "./days";
import type { Persona } from "./personas";

const on = (ctx: Ctx, purpose: string, channel = "") => setChoice(ctx, { purpose, channel, to: "on" });
const off = (ctx: Ctx, purpose: string, channel = "") => setChoice(ctx, { purpose, channel, to: "off" });

/** What each persona decided, as they would have done it on the page. */
export const storyOf: Record<Persona["id"], (ctx: Ctx) => Promise<void>> = {
  async ana(ctx) {
    await on(ctx, "offers", "email");
    await on(ctx, "offers", "sms");
    await guidesConfirmed(ctx);
    await on(ctx, "recommendations");
    await on(ctx, "advertisers");
    await on(ctx, "orders", "sms");
  },
  async jonas(ctx) {
    await on(ctx, "offers", "email");
    await on(ctx, "recommendations");
    await off(ctx, "recommendations");
    await stopMarketing(ctx, {});
  },
  async maeve(ctx) {
    await guidesConfirmed(ctx);
    await on(ctx, "recommendations");
  },
  async zoe(ctx) {
    await on(ctx, "offers", "email");
    await setFrequency(ctx, { purpose: "offers", frequency: "monthly" });
    await on(ctx, "recommendations");
    await objectTo(ctx, { purpose: "reviews", channel: "email" });
    await pauseChoice(ctx, { purpose: "offers", channel: "email", until: dayBefore(ctx.now, -30) });
  },
  async chen(ctx) {
    await on(ctx, "offers", "email");
    await on(ctx, "recommendations");
    await on(ctx, "orders", "sms");
  },
};

/** Turns the guides on and uses the link that is sent for it, so that the message need not go out. */
async function guidesConfirmed(ctx: Ctx): Promise<void> {
  await on(ctx, "guides", "email");
  const { pool } = ctx.house.db;
  const { rows } = await pool.query<{ id: string; sealed: Buffer | null }>(
    "select id, sealed from messages where template = 'confirm_choice' order by id desc limit 1",
  );
  const [asked] = rows;
  if (!asked?.sealed) throw new Error("The demo found no message that asks for a confirmation.");
  const { params } = openMessage(ctx.house, asked.id, asked.sealed);
  const token = "link" in params ? params.link.split("/").at(-1) : undefined;
  await confirmChoice({ ...ctx, actor: { kind: "nobody" }, subject: null }, { token: token ?? "" });
  await pool.query("delete from messages where id = $1", [asked.id]);
}
