import { commandContext, createApiKey, resolveApiKey } from "../api-keys";
import { SCOPES, type Scope } from "../api-keys/catalog";
import type { Ctx } from "../context";
import type { House } from "../house";

/** The context of a system of the brand that presented an open key. */
export async function testSystem(house: House, scopes: readonly Scope[] = SCOPES): Promise<Ctx> {
  const command = await commandContext(house);
  const name = `mail ${crypto.randomUUID()}`;
  const { secret } = await createApiKey(command, { name, scopes: [...scopes] });
  const actor = await resolveApiKey(house, secret);
  if (!actor) throw new Error("the key opens nothing");
  return { ...command, actor, subject: null, requestId: "test" };
}
