import type { Tx } from "@/db/client";
import { byId } from "@/domain/brand";
import { cellKind, lowerByLink, undoByLink } from "../choices";
import { type ChoiceResult, UNDO_MINUTES, type UndoResult } from "../choices/catalog";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { countWithin, networkOf } from "../limits";
import { newId } from "../random";
import type { StopAct } from "./catalog";
import { linkHash, newSecret, openLink } from "./holder";
import { insertLink, type LinkRow } from "./store";

/** Who presses: the link's secret, and the network it comes from, which is counted where it is given. */
export interface Press {
  secret: string;
  network?: string;
}

/** Presses of one link from one network. Nobody's first is ever over it: only links that open are counted. */
const PRESSES = { name: "stop_press", points: 100, seconds: 600 };

/** What a form of the page came to. `undo`: the secret that takes it back; null where nothing changed. */
export interface Stopped {
  changed: boolean;
  undo: string | null;
}

/**
 * What the page's form asks for. It lowers, and makes the one-use secret that takes exactly that back for ten
 * minutes, in the same transaction.
 * @throws DomainError `gone` for a link that is wrong, forged or too old; `rate_limited`.
 */
export async function stopByLink(ctx: Ctx, input: Press & { act: StopAct }): Promise<Stopped> {
  const { ctx: holder, link } = await opened(ctx, input);
  const undo = newSecret();
  const settle = (tx: Tx, value: unknown) =>
    keepUndo(tx, holder, { result: value as ChoiceResult, link, undo });
  const { changed } = await lowerByLink({ ...holder, settle }, { act: input.act, target: link });
  return { changed, undo: changed ? undo : null };
}

async function keepUndo(
  tx: Tx,
  { subject, house, now }: Ctx,
  { result, link, undo }: { result: ChoiceResult; link: LinkRow; undo: string },
): Promise<void> {
  if (!result.act || !subject) return;
  await insertLink(tx, {
    ...{ customerId: subject.id, id: newId(), hash: linkHash(house, undo), scope: "undo" },
    ...{ purpose: link.purpose, channel: link.channel, useId: link.useId, undoesAct: result.act },
    expiresAt: new Date(now.getTime() + UNDO_MINUTES * 60_000),
  });
}

/**
 * The one-click POST of a mail program (RFC 8058): stops what the link names, at once. No undo: it was a machine
 * that pressed. `locked`: it cannot be stopped, so nothing was. @throws DomainError `gone`, `rate_limited`.
 */
export async function stopByOneClick(ctx: Ctx, press: Press): Promise<{ changed: boolean; locked: boolean }> {
  const { ctx: holder, link } = await opened(ctx, press);
  const { changed } = await lowerByLink(holder, { act: "stop", target: link });
  const purpose = byId(ctx.house.brand.purposes, link.purpose);
  return { changed, locked: purpose !== undefined && cellKind(purpose, link.channel) === "locked" };
}

/**
 * Takes back just what one stop changed, once. `link` is the stop's own link, whose person it must be.
 * @throws DomainError `gone` for a secret that is wrong, used or too old; `conflict` where something newer stands.
 */
export async function undoStop(ctx: Ctx, input: Press & { undo: string }): Promise<UndoResult> {
  const stop = await opened(ctx, input);
  const back = await openLink(ctx, { secret: input.undo, scopes: ["undo"] });
  const act = back?.link.undoesAct;
  if (!back || !act || back.ctx.subject?.id !== stop.ctx.subject?.id) throw new DomainError("gone");
  return undoByLink(back.ctx, act);
}

async function opened(ctx: Ctx, { secret, network }: Press) {
  const holder = await openLink(ctx, { secret, scopes: ["stop", "why"] });
  if (!holder) throw new DomainError("gone");
  if (network === undefined) return holder;
  const key = `${networkOf(network)}/${holder.link.id}`;
  if (!(await countWithin(ctx.house, [{ ...PRESSES, key }]))) throw new DomainError("rate_limited");
  return holder;
}
