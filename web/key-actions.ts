import { redirect } from "next/navigation";
import { readApiKey } from "@/domain/api-keys";
import { type ApiKeyView, type NewApiKey, RevokeApiKeyInput } from "@/domain/api-keys/catalog";
import type { Ctx } from "@/domain/context";
import { deskContext } from "./desk-context";
import { keepOnce } from "./shown-once";

export const INTEGRATIONS = "/desk/integrations";

/** To the page that shows the new key's secret, once. */
export async function afterMaking({ key, secret }: NewApiKey): Promise<string> {
  await keepOnce(await deskContext(), { name: key.name, secret });
  return `${INTEGRATIONS}/keys/made`;
}

/** To the list, which says so. */
export const afterRevoking = (): string => `${INTEGRATIONS}?done=revoked#keys`;

/** The key of an address, while it is in force; else back to the list, which shows how it stands. */
export async function openKey(ctx: Ctx, id: string): Promise<ApiKeyView> {
  const named = RevokeApiKeyInput.safeParse({ id });
  const key = named.success ? await readApiKey(ctx, named.data) : null;
  if (key?.standing !== "open") redirect(`${INTEGRATIONS}?problem=gone`);
  return key;
}
