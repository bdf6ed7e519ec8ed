import type { NextAuthOptions, Profile } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import type { Ctx } from "@/domain/context";
import type { OpenIdSettings } from "@/domain/house";
import { type SignInResult, signInByBrand } from "@/domain/sessions";
import { ownPath } from "@/web/own-path";
import { sessionCookie } from "@/web/session";

/** The one provider: the brand's own. */
export const PROVIDER = "brand";

const HOURS = 12;

/** What a provider may say of a person; anything else in it is not read. */
interface Claims extends Profile {
  sub: string;
  iss?: string;
  email_verified?: unknown;
  [claim: string]: unknown;
}

const text = (value: unknown): string | null =>
  typeof value === "string" || typeof value === "number" ? String(value) : null;

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
    providers: [provider(at.openId)],
    secret,
    useSecureCookies: secure,
    cookies: cookiesOf(secure),
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
    email: text(claims.email),
    emailVerified: claims.email_verified === true,
    customerNumber: numberClaim ? text(claims[numberClaim]) : null,
  };
}

function provider(openId: OpenIdSettings): OAuthConfig<Claims> {
  return {
    id: PROVIDER,
    name: "brand",
    type: "oauth",
    wellKnown: `${openId.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId: openId.clientId,
    clientSecret: openId.clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile" } },
    // Providers put the address into the token or behind userinfo; what the token says is signed and wins.
    userinfo: {
      request: async ({ client, tokens }) => {
        const claims = claimsOf(tokens);
        if (!client.issuer.metadata.userinfo_endpoint) return claims;
        const more = await client.userinfo(tokens.access_token ?? "");
        if (more.sub !== claims.sub) throw new Error("userinfo speaks of somebody else");
        return { ...more, ...claims };
      },
    },
    profile: (claims) => ({ id: claims.sub }),
  };
}

function claimsOf(tokens: object): Claims {
  if (!("claims" in tokens) || typeof tokens.claims !== "function") throw new Error("no ID token");
  return tokens.claims();
}

/** Our names, so that over https every one of them is bound to this host. */
function cookiesOf(secure: boolean): NextAuthOptions["cookies"] {
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  const cookie = (name: string) => ({ name: secure ? `__Host-brand-${name}` : `brand-${name}`, options });
  return {
    sessionToken: { name: sessionCookie(), options },
    callbackUrl: cookie("next"),
    csrfToken: cookie("csrf"),
    pkceCodeVerifier: cookie("pkce"),
    state: cookie("state"),
    nonce: cookie("nonce"),
  };
}
