import type { NextAuthOptions } from "next-auth";
import type { Ctx } from "@/domain/context";
import type { OpenIdSettings } from "@/domain/house";
import { type SignInResult, signInByBrand } from "@/domain/sessions";
import { ownPath } from "@/web/own-path";
import { sessionCookie } from "@/web/session";
import { type Claims, claimText, handshakeCookies, openIdProvider } from "./open-id-provider";

/** The one provider: the brand's own. */
export const PROVIDER = "brand";

const HOURS = 12;

/**
 * next-auth for one request: it checks state, nonce, PKCE, issuer and signature, then our own sign-in decides.
 * Its cookie is our session cookie and carries our session's secret, nothing of the provider's.
 */
export function nextAuthOptions(
  ctx: Ctx,
  at: { openId: OpenIdSettings; userAgent: string },
): NextAuthOptions {
  const { house } = ctx;
  const { publicUrl } = house.settings;
  const secure = publicUrl.startsWith("https:");
  const secret = house.keys.secret("sessions");
  let result: SignInResult | undefined;
  return {
    providers: [openIdProvider({ ...at.openId, id: PROVIDER })],
    secret,
    useSecureCookies: secure,
    cookies: handshakeCookies({ prefix: PROVIDER, session: sessionCookie(), secure }),
    session: { strategy: "jwt", maxAge: HOURS * 3_600 },
    jwt: { secret, maxAge: HOURS * 3_600 },
    logger: {
      error: (code) => house.log.warn("open_id.refused", { requestId: ctx.requestId, code }),
      warn: () => undefined,
      debug: () => undefined,
    },
    callbacks: {
      redirect: async ({ url }) =>
        `${publicUrl}${ownPath(url.startsWith(`${publicUrl}/`) ? url.slice(publicUrl.length) : url)}`,
      signIn: async ({ profile }) => {
        result = await signInByBrand(ctx, loginOf(profile as Claims, at.openId), at);
        return result.outcome === "signed_in" || `/sign-in?refused=${result.why}`;
      },
      jwt: async () => ({ sid: result?.outcome === "signed_in" ? result.sid : null }),
    },
  };
}

function loginOf(claims: Claims, { issuer, numberClaim }: OpenIdSettings) {
  return {
    issuer: claims.iss ?? issuer,
    subject: claims.sub,
    email: claimText(claims.email),
    emailVerified: claims.email_verified === true,
    customerNumber: numberClaim ? claimText(claims[numberClaim]) : null,
  };
}
