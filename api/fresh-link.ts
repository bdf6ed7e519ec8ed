import type { Ctx } from "@/domain/context";
import { isDomainError } from "@/domain/errors";
import { readTyped, startSignIn } from "@/domain/sessions";
import type { OpenAnswer, OpenCall } from "./open-route";

/** As long as a code works, and a little more. */
const ASKED_SECONDS = 15 * 60;

/**
 * For whoever holds a link that is over: a message with a way in, if the address is known. The answer is the same
 * for every address, and what is asked for is counted as a sign-in is.
 */
export async function askFreshLink(
  ctx: Ctx,
  { call, who, page }: { call: OpenCall; who: string; page: string },
): Promise<OpenAnswer> {
  const { headers, client } = call;
  if (!isOwn(ctx, headers)) return { status: 403 };
  const secure = ctx.house.settings.publicUrl.startsWith("https:");
  const userAgent = String(headers["user-agent"] ?? "").slice(0, 500);
  try {
    const { browser } = await startSignIn(ctx, { who }, { network: client, userAgent, browser: null });
    const name = secure ? "__Host-asked" : "asked";
    const cookie = `${name}=${browser}; Path=/; Max-Age=${ASKED_SECONDS}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
    const location = `/sign-in?${new URLSearchParams({ sent: sentBy(ctx, who), next: "/choices" })}`;
    return { status: 303, headers: { location, "set-cookie": cookie } };
  } catch (error) {
    if (isDomainError(error, "invalid")) return { status: 303, headers: { location: `${page}?wrong=1` } };
    throw error;
  }
}

/** How the page says that something was sent: by what was typed alone. */
const sentBy = ({ house }: Ctx, who: string) => (readTyped(house, who)?.kind === "phone" ? "text" : "1");

/** This form has no link behind it that could vouch for it, so it must come from a page of ours. */
function isOwn({ house }: Ctx, headers: OpenCall["headers"]): boolean {
  const { publicUrl, demo } = house.settings;
  const { origin, "sec-fetch-site": site } = headers;
  if (site !== undefined && site !== "same-origin") return false;
  if (origin === publicUrl) return true;
  if (!demo || typeof origin !== "string" || !URL.canParse(origin)) return false;
  const [asked, ours] = [new URL(origin), new URL(publicUrl)];
  return asked.port === ours.port && ["localhost", "127.0.0.1", "[::1]"].includes(asked.hostname);
}
