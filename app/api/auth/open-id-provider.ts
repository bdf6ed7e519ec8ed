import type { NextAuthOptions, Profile } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";

/** What a provider may say of a person; anything else in it is not read. */
export interface Claims extends Profile {
  sub: string;
  iss?: string;
  email_verified?: unknown;
  [claim: string]: unknown;
}

/** A claim as text, where it is some. */
export const claimText = (value: unknown): string | null =>
  typeof value === "string" || typeof value === "number" ? String(value) : null;

interface Provider {
  /** Its name in the redirect address, `/api/auth/callback/<id>`. */
  id: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What the question to it says besides what is asked for. */
  params?: Record<string, string>;
}

/** A provider of ours for next-auth: PKCE, state and nonce always. */
export function openIdProvider({
  id,
  issuer,
  clientId,
  clientSecret,
  params,
}: Provider): OAuthConfig<Claims> {
  return {
    id,
    name: id,
    type: "oauth",
    wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile", ...params } },
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
export function handshakeCookies(at: {
  prefix: string;
  session: string;
  secure: boolean;
}): NonNullable<NextAuthOptions["cookies"]> {
  const { prefix, session, secure } = at;
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  const cookie = (name: string) => ({ name: `${secure ? "__Host-" : ""}${prefix}-${name}`, options });
  return {
    sessionToken: { name: session, options },
    callbackUrl: cookie("next"),
    csrfToken: cookie("csrf"),
    pkceCodeVerifier: cookie("pkce"),
    state: cookie("state"),
    nonce: cookie("nonce"),
  };
}
