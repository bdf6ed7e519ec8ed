import { randomBytes } from "node:crypto";
import type { Tx } from "@/db/client";
import { byId, say } from "@/domain/brand";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { sendMessage } from "../messages";
import { newId } from "../random";
import { openAddress } from "./addresses";
import { CONFIRM_DAYS } from "./states";
import type { LedgerEvent } from "./store";
import { insertToken } from "./token-store";

const DAY = 86_400_000;

/** What is stored of a link's secret. */
export const tokenHash = (ctx: Ctx, secret: string): Buffer =>
  ctx.house.keys.hash("tokens", `confirm/${secret}`);

/**
 * Sends the link that completes one asking, through the channel itself, in the transaction that asked. Until
 * it is used, by POST, the choice waits.
 */
export async function askByMessage(tx: Tx, ctx: Ctx, event: LedgerEvent): Promise<void> {
  const { brand, settings } = ctx.house;
  const purpose = byId(brand.purposes, event.purpose);
  const channel = byId(brand.channels, event.channel);
  if (!purpose || !channel || !ctx.subject) throw new DomainError("not_offered");
  const to = await openAddress(tx, ctx, channel.address);
  if (to === null) throw new DomainError("not_offered", { reason: "channel_missing" });
  const secret = randomBytes(32).toString("base64url");
  await insertToken(tx, {
    customerId: ctx.subject.id,
    id: newId(),
    hash: tokenHash(ctx, secret),
    scope: "confirm",
    purpose: event.purpose,
    channel: event.channel,
    seq: event.seq,
    undoesAct: null,
    useId: null,
    expiresAt: new Date(event.at.getTime() + CONFIRM_DAYS * DAY),
  });
  await sendMessage(tx, ctx, {
    to,
    locale: ctx.locale,
    template: "confirm_choice",
    params: {
      purpose: say(purpose.name, ctx.locale, brand).text,
      channel: say(channel.name, ctx.locale, brand).text,
      link: `${settings.publicUrl}/confirm/${secret}`,
    },
  });
}
