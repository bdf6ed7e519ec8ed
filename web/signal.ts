import { randomBytes } from "node:crypto";
import { headers } from "next/headers";
import { followSignal, isSignal, readSignal } from "@/domain/choices";
import type { SignalView } from "@/domain/choices/catalog";
import type { Ctx } from "@/domain/context";
import { readSignalCookie, setSignalCookie } from "./session";

const sendsSignal = async (): Promise<boolean> => isSignal((await headers()).get("sec-gpc"));

/**
 * Follows the signal of the browser that posts, where it sends one (Sec-GPC) and its customer is signed in. In a visit
 * the browser is not the customer's, so it is never read there. Only in an action or a route handler.
 */
export async function followBrowserSignal(ctx: Ctx): Promise<void> {
  if (ctx.actor.kind !== "customer" || !(await sendsSignal())) return;
  const known = await readSignalCookie();
  const browser = known ?? randomBytes(32).toString("base64url");
  const isNew = await followSignal(ctx, { browser });
  if (isNew && known === null) await setSignalCookie(browser);
}

/** What the page says of the signal that the customer's own browser sends; null where it sends none. */
export async function browserSignal(ctx: Ctx): Promise<SignalView | null> {
  if (ctx.actor.kind !== "customer" || !(await sendsSignal())) return null;
  return readSignal(ctx, { browser: await readSignalCookie() });
}
