import { createHmac, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** What an ID token says, and how it is made; a spoilt one changes either. */
export interface Told {
  claims: Record<string, unknown>;
  how: "signed" | "other key" | "unsigned" | "altered" | "by the client's secret" | "by the public key";
}

/** A brand's own sign-in that says whatever an attacker wants said. */
export interface OpenIdProvider {
  /** What the product's environment says of it. */
  env: Record<string, string>;
  /** Changes what the next ID tokens say. */
  spoil(change: (told: Told) => Told): void;
  close(): Promise<void>;
}

const clientSecret = "a client secret that only attacks know";
const newKey = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const [key, other] = [newKey(), newKey()];

const json = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const headed = (claims: object, alg: string) => `${json({ alg, kid: "one", typ: "JWT" })}.${json(claims)}`;

function signed(claims: object, by: KeyObject): string {
  const parts = headed(claims, "RS256");
  return `${parts}.${sign("sha256", Buffer.from(parts), by).toString("base64url")}`;
}

function hashed(claims: object, secret: string): string {
  const parts = headed(claims, "HS256");
  return `${parts}.${createHmac("sha256", secret).update(parts).digest("base64url")}`;
}

const makers: Readonly<Record<Told["how"], (claims: object) => string>> = {
  signed: (claims) => signed(claims, key.privateKey),
  "other key": (claims) => signed(claims, other.privateKey),
  unsigned: (claims) => `${headed(claims, "none")}.`,
  altered: (claims) =>
    signed(claims, key.privateKey).replace(json(claims), json({ ...claims, email: "altered@example.com" })),
  "by the client's secret": (claims) => hashed(claims, clientSecret),
  "by the public key": (claims) =>
    hashed(claims, key.publicKey.export({ type: "spki", format: "pem" }).toString()),
};

/** Opens one on loopback: discovery, keys and tokens; its page for people is never visited. */
export async function openOpenIdProvider(): Promise<OpenIdProvider> {
  let change = (told: Told) => told;
  let issuer = "";
  const server = createServer((request, response) => {
    const say = (body: unknown) =>
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    const claims = (nonce: string) => change({ claims: claimsOf(issuer, nonce), how: "signed" });
    void answer(request, issuer, claims).then(say, () => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { CUSTOMER_OIDC_CLIENT_ID: "forthright", CUSTOMER_OIDC_CLIENT_SECRET: clientSecret };
  return {
    env: { CUSTOMER_OIDC_ISSUER: issuer, ...client },
    spoil: (next) => {
      change = next;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function claimsOf(iss: string, nonce: string): Told["claims"] {
  const now = Math.floor(Date.now() / 1_000);
  return { iss, aud: "forthright", sub: "somebody", nonce, iat: now, exp: now + 60 };
}

async function answer(
  request: IncomingMessage,
  issuer: string,
  told: (nonce: string) => Told,
): Promise<unknown> {
  if (request.url === "/.well-known/openid-configuration") return discovery(issuer);
  if (request.url === "/jwks") {
    const jwk = key.publicKey.export({ format: "jwk" });
    return { keys: [{ ...jwk, kid: "one", use: "sig", alg: "RS256" }] };
  }
  // The nonce travels in the code: nobody stands between us who could change it.
  const nonce = new URLSearchParams(await text(request)).get("code") ?? "";
  const { claims, how } = told(nonce);
  const token = { access_token: randomBytes(16).toString("hex"), token_type: "Bearer", expires_in: 60 };
  return { ...token, id_token: makers[how](claims) };
}

const discovery = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ["code"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
});
