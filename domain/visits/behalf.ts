import { changed, mutate } from "../access";
import { byId } from "../brand";
import { lowerChoices, type StopTarget } from "../choices";
import type { ChoiceResult } from "../choices/catalog";
import type { Ctx } from "../context";
import { maskIdentifier, readIdentifiers } from "../customers";
import { DomainError, isDomainError } from "../errors";
import { countWithin } from "../limits";
import { reachable, sendMessage } from "../messages";
import { type OpenedRequest, openRequest } from "../requests";
import type { OpenRequestInput } from "../requests/catalog";
import { visitOf } from "./actor";
import type { LinkKind, SendLinkInput, StopMarketingInVisitInput, TurnOffInVisitInput } from "./catalog";
import { readTell } from "./wish-store";

type Wish = Pick<TurnOffInVisitInput, "asked" | "words" | "seen">;

/** Links that one visit may send; more would be a nuisance. */
const MAX_LINKS = 5;

async function lower(ctx: Ctx, target: StopTarget | null, wish: Wish): Promise<ChoiceResult> {
  const { id: visit, ticket, shownName: staff } = visitOf(ctx);
  const { asked: method, words, seen } = wish;
  const evidence = { method, words, ticket, visit, staff, role: "support" };
  try {
    return await lowerChoices(ctx, { target, seen, told: { evidence, occurredAt: ctx.now } });
  } catch (error) {
    // The ledger finds the visit over: it was open when the request came.
    if (isDomainError(error, "signed_out")) throw new DomainError("expired", {}, { cause: error });
    throw error;
  }
}

/**
 * Turns off one purpose, or one of its channels, because the customer asked. How and in which words is sealed in the
 * ledger, where the customer reads who it was. Nothing is ever turned on by it.
 * @throws DomainError `forbidden` outside of a visit, `expired`, `not_offered`, `locked`, `conflict`.
 */
export function turnOffInVisit(ctx: Ctx, input: TurnOffInVisitInput): Promise<ChoiceResult> {
  return lower(ctx, { purpose: input.purpose, channel: input.channel }, input);
}

/** Stops all marketing as one act because the customer asked. @throws as `turnOffInVisit`. */
export const stopMarketingInVisit = (ctx: Ctx, input: StopMarketingInVisitInput): Promise<ChoiceResult> =>
  lower(ctx, null, input);

/**
 * Opens a request because the customer asked; it says in which visit.
 * @throws DomainError `forbidden` outside of a visit; as `openRequest`.
 */
export async function openRequestInVisit(ctx: Ctx, input: OpenRequestInput): Promise<OpenedRequest> {
  visitOf(ctx);
  return openRequest(ctx, input);
}

const PAGE: Readonly<Record<LinkKind, string>> = {
  choice: "/choices",
  data: "/data",
  requests: "/requests",
  terms: "/terms",
};

/**
 * Sends the customer a plain link to the page, or the switch, where they do what staff may not. It goes to their own
 * address and opens nothing by itself: they sign in as always.
 * @returns the address, masked.
 * @throws DomainError `not_offered` for a purpose that is not there, or with `reason: channel_missing` where there is
 * no address; `rate_limited` after five.
 */
export async function sendLink(ctx: Ctx, input: SendLinkInput): Promise<{ to: string }> {
  const visit = visitOf(ctx);
  const { house } = ctx;
  const purpose = input.kind === "choice" ? (input.purpose ?? null) : null;
  if (purpose !== null && !byId(house.brand.purposes, purpose))
    throw new DomainError("not_offered", { purpose });
  const limit = { name: "visit_link", key: visit.id, points: MAX_LINKS, seconds: 3_600 };
  if (!(await countWithin(house, [limit]))) throw new DomainError("rate_limited");
  const link = `${house.settings.publicUrl}${PAGE[input.kind]}${purpose === null ? "" : `#${purpose}`}`;
  const { value } = await mutate(ctx, "visit.link", async (tx) => {
    const to = reachable(house, await readIdentifiers(tx, ctx));
    if (to === null) throw new DomainError("not_offered", { reason: "channel_missing" });
    const { locale } = await readTell(tx, [visit.customerId]);
    const params = { kind: input.kind, staff: visit.shownName, ticket: visit.ticket, link };
    const message = { to: to.value, params, locale: locale ?? ctx.locale };
    await sendMessage(tx, ctx, { ...message, template: "visit_link" });
    return changed(
      { to: maskIdentifier(to.kind, to.value) },
      { kind: input.kind, purpose, channel: input.channel ?? null },
    );
  });
  return value;
}
