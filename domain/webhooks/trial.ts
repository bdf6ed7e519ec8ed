import { changed, mutate, observe } from "../access";
import type { Ctx } from "../context";
import type { Resolve } from "../outgoing";
import { newId } from "../random";
import { attempt } from "./attempt";
import { type EndpointInput, TRIAL, type Trial } from "./catalog";
import { Connections } from "./connections";
import { mustFind, named } from "./endpoints";
import { verdictOf } from "./rules";
import { openSecret, signedHeaders } from "./signature";

/**
 * Sends an endpoint something signed that says nothing, once and now, and tells what came back. Nothing is kept of it
 * but its line in the audit; it is no delivery, and a failure is none of the endpoint's.
 * @throws DomainError `not_found`.
 */
export async function tryEndpoint(
  ctx: Ctx,
  { id }: EndpointInput,
  options: { resolve?: Resolve } = {},
): Promise<Trial> {
  const { house, now } = ctx;
  const row = await observe(ctx, "webhook.read", (tx) => mustFind(tx, id));
  await mutate(ctx, "webhook.manage", async () => changed(null, { event: "endpoint_tried", ...named(row) }));
  const body = JSON.stringify({ type: TRIAL, timestamp: now.toISOString(), data: {} });
  const headers = signedHeaders([openSecret(house.keys, id, row.secret)], { id: newId(), at: now, body });
  const connections = new Connections(house, options.resolve);
  const began = performance.now();
  try {
    const { status, reason } = await attempt(connections, { endpoint: row, headers, body });
    const ms = Math.round(performance.now() - began);
    return { ok: verdictOf(status) === "delivered", status, reason, ms };
  } finally {
    await connections.close();
  }
}
