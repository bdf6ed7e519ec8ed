import type { NextAuthOptions } from "next-auth";
import type { Ctx } from "@/domain/context";
import type { StaffOpenIdSettings } from "@/domain/house";
import { againByOpenId, type StaffSignInResult, signInStaffByOpenId } from "@/domain/staff";
import { STAFF_HOURS } from "@/domain/staff/catalog";
import { staffCookie } from "@/web/staff-cookies";
import { deskPath, withDeskNext } from "@/web/staff-sign-in";
import type { Side } from "./handshake";
import { type Claims, claimText, handshakeCookies, openIdProvider } from "./open-id-provider";

const PROVIDER = "staff";
const SECONDS = STAFF_HOURS * 3_600;

/** The brand's own sign-in for staff. Whoever is signed in already proves the second step by it again. */
export const staffSide = (ctx: Ctx): Side => ({
  provider: PROVIDER,
  page: isAgain(ctx) ? "/desk/sign-in/again" : "/desk/sign-in",
  options: (_, { userAgent }) => {
    const { staffOpenId: openId } = ctx.house.settings;
    return openId ? staffOptions(ctx, { openId, userAgent }) : null;
  },
});

const isAgain = (ctx: Ctx): boolean => ctx.actor.kind === "staff";

/** A second step must be asked of the person; else the provider only has to say when it last did. */
const question = (ctx: Ctx): Record<string, string> =>
  isAgain(ctx) ? { prompt: "login", max_age: "0" } : { max_age: String(SECONDS) };

function staffOptions(ctx: Ctx, at: { openId: StaffOpenIdSettings; userAgent: string }): NextAuthOptions {
  const { house } = ctx;
  const { publicUrl } = house.settings;
  const secure = publicUrl.startsWith("https:");
  const secret = house.keys.secret("sessions");
  let result: StaffSignInResult | undefined;
  return {
    providers: [openIdProvider({ ...at.openId, id: PROVIDER, params: question(ctx) })],
    secret,
    useSecureCookies: secure,
    cookies: handshakeCookies({ prefix: "staff-open-id", session: staffCookie(), secure }),
    session: { strategy: "jwt", maxAge: SECONDS },
    jwt: { secret, maxAge: SECONDS },
    logger: {
      error: (code) => house.log.warn("open_id.refused", { requestId: ctx.requestId, code }),
      warn: () => undefined,
      debug: () => undefined,
    },
    callbacks: {
      redirect: async ({ url }) =>
        `${publicUrl}${deskPath(url.startsWith(`${publicUrl}/`) ? url.slice(publicUrl.length) : url)}`,
      signIn: async ({ profile }) => {
        result = await decide(ctx, profile as Claims, at);
        return result.outcome === "signed_in" || refusedAt(ctx, result);
      },
      jwt: async () => ({ staff: result?.outcome === "signed_in" ? result.sid : null }),
    },
  };
}

function decide(
  ctx: Ctx,
  claims: Claims,
  { openId, userAgent }: { openId: StaffOpenIdSettings; userAgent: string },
): Promise<StaffSignInResult> {
  const seconds = typeof claims.auth_time === "number" ? claims.auth_time : null;
  const login = {
    issuer: claims.iss ?? openId.issuer,
    subject: claims.sub,
    claims,
    email: claimText(claims.email),
    name: claimText(claims.name),
    authTime: seconds === null ? null : new Date(seconds * 1_000),
  };
  return isAgain(ctx)
    ? againByOpenId(ctx, login)
    : signInStaffByOpenId(ctx, login, { roleClaim: openId.roleClaim, userAgent });
}

function refusedAt(ctx: Ctx, result: StaffSignInResult): string {
  const why = result.outcome === "refused" ? result.why : "not_accepted";
  return withDeskNext(`${isAgain(ctx) ? "/desk/sign-in/again" : "/desk/sign-in"}?refused=${why}`, null);
}
