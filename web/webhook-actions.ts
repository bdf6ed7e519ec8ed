import { redirect } from "next/navigation";
import type { Ctx } from "@/domain/context";
import { isDomainError } from "@/domain/errors";
import type { ListDeliveries } from "@/domain/webhooks";
import {
  DELIVERIES_A_PAGE,
  DELIVERY_REASONS,
  DELIVERY_STATES,
  type EndpointHealth,
  EndpointInput,
  type NewSecret,
  type Trial,
} from "@/domain/webhooks/catalog";
import { readHealth } from "@/domain/webhooks/desk";
import { deskContext } from "./desk-context";
import { keepFlash, readFlash } from "./flash";
import { INTEGRATIONS } from "./key-actions";
import { withQuery } from "./own-path";
import { keepOnce } from "./shown-once";

export const WEBHOOKS = `${INTEGRATIONS}/webhooks`;

/** To the page that shows the secret, once. */
export async function afterSecret({ endpoint, secret }: NewSecret): Promise<string> {
  await keepOnce(await deskContext(), { id: endpoint.id, host: new URL(endpoint.url).host, secret });
  return `${WEBHOOKS}/made`;
}

/** To the list, which says so. */
export const afterRemoving = (): string => `${INTEGRATIONS}?done=removed#webhooks`;

type OfOne = { input: { id: string } };

/** Back to the endpoint, which says that it is sent to again, or not any more. */
export const afterSwitching = (_: unknown, { input }: OfOne & { input: { enabled: boolean } }): string =>
  `${WEBHOOKS}/${input.id}?done=${input.enabled ? "enabled" : "disabled"}`;

/** Back to the endpoint, which says how many are sent again. */
export const afterReplay = ({ count }: { count: number }, { input }: OfOne): string =>
  `${WEBHOOKS}/${input.id}?replayed=${count}#deliveries`;

const TRIED = "tried";

/** Back to the endpoint with what came of the trial, sealed: an address could say anything. */
export async function afterTrying(trial: Trial, { input }: OfOne): Promise<string> {
  const params = { ms: trial.ms, status: trial.status ?? 0, reason: trial.reason ?? "", id: input.id };
  await keepFlash({ form: TRIED, problem: "", params, fields: [], values: {} });
  return withQuery(`${WEBHOOKS}/${input.id}#try`, { tried: "1" });
}

/** What came of the trial that was made just now of this endpoint; null where none was. */
export async function triedNow(id: string, query: { tried?: string | undefined }): Promise<Trial | null> {
  const told = query.tried ? await readFlash(TRIED) : null;
  if (told?.params.id !== id) return null;
  const { ms, status, reason } = told.params;
  const code = Number(status) || null;
  return {
    ...{ ok: code !== null && code >= 200 && code < 300, status: code, ms: Number(ms) },
    reason: DELIVERY_REASONS.find((one) => one === reason) ?? null,
  };
}

/** Which deliveries an address asks for: one more than a page holds, to know whether there are more. */
export function deliveriesAsked(
  id: string,
  query: { state?: string | undefined; before?: string | undefined },
): ListDeliveries {
  const state = DELIVERY_STATES.find((one) => one === query.state);
  const before = /^\d{1,15}$/u.test(query.before ?? "") ? Number(query.before) : undefined;
  return {
    id,
    limit: DELIVERIES_A_PAGE + 1,
    ...(state && { state }),
    ...(before !== undefined && { before }),
  };
}

/** The endpoint of an address; else back to the list. */
export async function openEndpoint(ctx: Ctx, id: string): Promise<EndpointHealth> {
  const named = EndpointInput.safeParse({ id });
  if (!named.success) redirect(`${INTEGRATIONS}?problem=gone`);
  try {
    return await readHealth(ctx, named.data);
  } catch (error) {
    if (isDomainError(error, "not_found")) redirect(`${INTEGRATIONS}?problem=gone`);
    throw error;
  }
}
