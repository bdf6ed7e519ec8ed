import { createHash } from "node:crypto";
import { cookies } from "next/headers";
import type { Ctx } from "@/domain/context";
import { countWithin } from "@/domain/limits";
import { stampOf } from "./stamp";

const COOKIE = "once";
const SECONDS = 120;

const sealedFor = (ctx: Ctx): string => `${COOKIE}\0${stampOf(ctx)}`;

/** Keeps a secret for the very next page of this session, sealed, for two minutes. Only in an action. */
export async function keepOnce(ctx: Ctx, value: Record<string, string>): Promise<void> {
  const { keys, settings } = ctx.house;
  const sealed = keys.seal("stamps", JSON.stringify(value), sealedFor(ctx)).toString("base64url");
  const secure = settings.publicUrl.startsWith("https:");
  (await cookies()).set(COOKIE, sealed, {
    ...{ httpOnly: true, sameSite: "lax", path: "/desk", maxAge: SECONDS, secure },
  });
}

/** What was kept, the first time that this session asks for it; null ever after, in every process. */
export async function showOnce(ctx: Ctx): Promise<Record<string, string> | null> {
  const sealed = (await cookies()).get(COOKIE)?.value;
  if (!sealed) return null;
  const value = open(ctx, sealed);
  const key = createHash("sha256").update(sealed).digest("hex");
  const limit = { name: "shown_once", key, points: 1, seconds: 2 * SECONDS };
  return value && (await countWithin(ctx.house, [limit])) ? value : null;
}

function open(ctx: Ctx, sealed: string): Record<string, string> | null {
  try {
    return JSON.parse(ctx.house.keys.open("stamps", Buffer.from(sealed, "base64url"), sealedFor(ctx)));
  } catch {
    return null;
  }
}
