import { withSightNow } from "@/db/client";
import { changed, mutate, observe } from "../access";
import { type Ctx, systemContext } from "../context";
import { DomainError } from "../errors";
import type { House } from "../house";
import type {
  ApiKeyView,
  CreateApiKeyInput,
  NewApiKey,
  RevokeApiKeyInput,
  RotateApiKeyInput,
} from "./catalog";
import { endOf, newKey, viewOf } from "./make";
import { forgetKnownKeys } from "./resolve";
import { endKeyBy, lockKeys, revokeKey, selectKey, selectKeys, selectOpenNamed } from "./store";

/** The context of the command line, where the installation itself acts. */
export const commandContext = (house: House): Promise<Ctx> =>
  withSightNow(house.db, {}, async (_, now) =>
    systemContext({ house, job: "forthright key", subject: null, now }),
  );

export { type ApiKeyActor, resolveApiKey, resolveApiKeyAnew } from "./resolve";

/** Every key, the open ones first. Secrets are not kept, so none is shown. */
export async function listApiKeys(ctx: Ctx): Promise<ApiKeyView[]> {
  const rows = await observe(ctx, "key.read", selectKeys);
  return rows.map((row) => viewOf(row, ctx.now));
}

/** One key, or null. */
export async function readApiKey(ctx: Ctx, { id }: RevokeApiKeyInput): Promise<ApiKeyView | null> {
  const row = await observe(ctx, "key.read", (tx) => selectKey(tx, id));
  return row ? viewOf(row, ctx.now) : null;
}

/**
 * Makes a key for one of the brand's systems. The answer has its secret, and nothing else ever will.
 * @throws DomainError `conflict` where an open key has that name; `invalid` for a period that is none.
 */
export async function createApiKey(ctx: Ctx, input: CreateApiKeyInput): Promise<NewApiKey> {
  const expiresAt = endOf(ctx, input.expires);
  const { value } = await mutate(ctx, "key.manage", async (tx) => {
    await lockKeys(tx);
    if ((await selectOpenNamed(tx, input.name)).length > 0) throw new DomainError("conflict");
    const made = await newKey(tx, ctx, { ...input, expiresAt });
    return changed(made, { event: "key_created", ...named(made.key), scopes: made.key.scopes });
  });
  return value;
}

/**
 * Makes a second secret with the same name, scopes and length of life, while the old one goes on until it is
 * revoked or its overlap is over.
 * @throws DomainError `not_found`; `gone` for a key that is over; `conflict` where two of the name are open.
 */
export async function rotateApiKey(ctx: Ctx, input: RotateApiKeyInput): Promise<NewApiKey> {
  const oldEnd = endOf(ctx, input.overlap);
  const { value } = await mutate(ctx, "key.manage", async (tx) => {
    await lockKeys(tx);
    const old = await findOpen(tx, ctx, input.id);
    if ((await selectOpenNamed(tx, old.name)).length > 1) throw new DomainError("conflict");
    const life = old.expiresAt ? old.expiresAt.getTime() - old.createdAt.getTime() : null;
    const expiresAt = life === null ? null : new Date(ctx.now.getTime() + life);
    const made = await newKey(tx, ctx, { name: old.name, scopes: old.scopes, expiresAt });
    if (oldEnd) await endKeyBy(tx, old.id, oldEnd);
    return changed(made, { event: "key_rotated", ...named(made.key), before: old.prefix });
  });
  forgetKnownKeys(ctx.house);
  return value;
}

/**
 * Ends a key: here at once, in other processes within a second, for writes everywhere at once.
 * @throws DomainError `not_found`; `gone` where it is over already.
 */
export async function revokeApiKey(ctx: Ctx, { id }: RevokeApiKeyInput): Promise<ApiKeyView> {
  const { value } = await mutate(ctx, "key.manage", async (tx) => {
    const key = await findOpen(tx, ctx, id);
    if (!(await revokeKey(tx, id))) throw new DomainError("gone");
    return changed(key, { event: "key_revoked", ...named(key) });
  });
  forgetKnownKeys(ctx.house);
  return { ...value, standing: "revoked", revokedAt: ctx.now };
}

const named = ({ prefix, name }: ApiKeyView) => ({ key: prefix, name });

async function findOpen(tx: Parameters<typeof selectKey>[0], ctx: Ctx, id: string): Promise<ApiKeyView> {
  const row = await selectKey(tx, id);
  if (!row) throw new DomainError("not_found");
  const key = viewOf(row, ctx.now);
  if (key.standing !== "open") throw new DomainError("gone");
  return key;
}
