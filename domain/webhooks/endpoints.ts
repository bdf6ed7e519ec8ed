import type { Tx } from "@/db/client";
import { changed, mutate, observe, unchanged } from "../access";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import type { Resolve } from "../outgoing";
import { newId } from "../random";
import {
  ChangeEndpointInput,
  CreateEndpointInput,
  type DeliveryCounts,
  type EndpointInput,
  type EndpointView,
  type NewSecret,
} from "./catalog";
import { checkUrl } from "./checked-url";
import {
  countDeliveries,
  type EndpointRow,
  insertEndpoint,
  selectEndpoint,
  selectEndpoints,
  updateEndpoint,
} from "./endpoint-store";
import { viewOf } from "./endpoint-view";
import { ROTATION_MS } from "./limits";
import { newSecret, sealSecret } from "./signature";

/** Every endpoint, the oldest first; never a secret. */
export async function listEndpoints(ctx: Ctx): Promise<EndpointView[]> {
  const rows = await observe(ctx, "webhook.read", selectEndpoints);
  return rows.map((row) => viewOf(row, ctx.now));
}

/** One endpoint and how its deliveries stand. @throws DomainError `not_found`. */
export async function readEndpoint(
  ctx: Ctx,
  { id }: EndpointInput,
): Promise<EndpointView & { deliveries: DeliveryCounts }> {
  return observe(ctx, "webhook.read", async (tx) => ({
    ...viewOf(await mustFind(tx, id), ctx.now),
    deliveries: await countDeliveries(tx, id),
  }));
}

/**
 * Makes an endpoint. The answer has its secret, and nothing else ever will.
 * @throws DomainError `invalid` with `pointer` for an address that is not https, not on port 443 or not public.
 */
export async function createEndpoint(
  ctx: Ctx,
  input: CreateEndpointInput,
  options: { resolve?: Resolve } = {},
): Promise<NewSecret> {
  const wanted = CreateEndpointInput.parse(input);
  const url = await checkUrl(ctx, wanted.url, options.resolve);
  const [id, secret] = [newId(), newSecret()];
  const { value } = await mutate(ctx, "webhook.manage", async (tx) => {
    const row = await insertEndpoint(tx, {
      ...{ id, url: url.href, events: [...new Set(wanted.events)], system: wanted.system ?? null },
      ...{ obeysWithin: wanted.obeysWithin, createdBy: makerOf(ctx), createdAt: ctx.now },
      secret: sealSecret(ctx.house.keys, id, secret),
    });
    const answer: NewSecret = { endpoint: viewOf(row, ctx.now), secret };
    return changed(answer, { event: "endpoint_made", ...named(row), types: row.events });
  });
  return value;
}

/**
 * Changes what is named. Enabled again, it hears first of what happened meanwhile, in order.
 * @throws DomainError `not_found`; `invalid` as for a new one.
 */
export async function changeEndpoint(
  ctx: Ctx,
  input: ChangeEndpointInput,
  options: { resolve?: Resolve } = {},
): Promise<EndpointView> {
  const { id, enabled, url, ...rest } = ChangeEndpointInput.parse(input);
  const moved = url === undefined ? undefined : (await checkUrl(ctx, url, options.resolve)).href;
  const { value } = await mutate(ctx, "webhook.manage", async (tx) => {
    const before = await mustFind(tx, id, { lock: true });
    const set = differing(before, {
      ...rest,
      ...(moved && { url: moved }),
      ...switched(before, enabled, ctx.now),
    });
    if (Object.keys(set).length === 0) return unchanged(before);
    const row = await updateEndpoint(tx, id, set);
    return changed(row, { event: "endpoint_changed", ...named(row), fields: Object.keys(set) });
  });
  return viewOf(value, ctx.now);
}

function switched(before: EndpointRow, enabled: boolean | undefined, now: Date): Partial<EndpointRow> {
  if (enabled === undefined || enabled === (before.disabledAt === null)) return {};
  if (!enabled) return { disabledAt: now, disabledReason: "by_hand" };
  return { disabledAt: null, disabledReason: null, failures: 0, heldUntil: null };
}

function differing(before: EndpointRow, wanted: Partial<EndpointRow>): Partial<EndpointRow> {
  const old = new Map<string, unknown>(Object.entries(before));
  const isNew = ([name, value]: [string, unknown]) =>
    value !== undefined && JSON.stringify(value) !== JSON.stringify(old.get(name));
  return Object.fromEntries(Object.entries(wanted).filter(isNew));
}

/** Takes an endpoint away: nothing more is sent. @throws DomainError `not_found`. */
export async function deleteEndpoint(ctx: Ctx, { id }: EndpointInput): Promise<void> {
  await mutate(ctx, "webhook.manage", async (tx) => {
    const row = await mustFind(tx, id, { lock: true });
    await updateEndpoint(tx, id, { deletedAt: ctx.now });
    return changed(null, { event: "endpoint_deleted", ...named(row) });
  });
}

/**
 * Makes a new secret; for a day the one before signs beside it, so that nothing has to change at one moment.
 * @throws DomainError `not_found`.
 */
export async function rotateSecret(ctx: Ctx, { id }: EndpointInput): Promise<NewSecret> {
  const secret = newSecret();
  const { value } = await mutate(ctx, "webhook.manage", async (tx) => {
    const before = await mustFind(tx, id, { lock: true });
    const row = await updateEndpoint(tx, id, {
      secret: sealSecret(ctx.house.keys, id, secret),
      previousSecret: before.secret,
      previousUntil: new Date(ctx.now.getTime() + ROTATION_MS),
    });
    return changed(row, { event: "secret_rotated", ...named(row) });
  });
  return { endpoint: viewOf(value, ctx.now), secret };
}

/** @throws DomainError `not_found`. */
export async function mustFind(tx: Tx, id: string, options: { lock?: boolean } = {}): Promise<EndpointRow> {
  const row = await selectEndpoint(tx, id, options);
  if (!row) throw new DomainError("not_found");
  return row;
}

/** How the audit names an endpoint: never the whole address, which may hold a password of the brand's. */
export const named = (row: EndpointRow) => ({ endpoint: row.id, host: new URL(row.url).host });

const makerOf = ({ actor }: Ctx): string =>
  actor.kind === "staff" || actor.kind === "api_key" ? actor.name : "forthright";
