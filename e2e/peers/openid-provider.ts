import { generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type Configuration } from "oidc-provider";

/** Whom the provider signs in next, and what it says of them. */
export interface Account {
  sub: string;
  email?: string;
  email_verified?: boolean;
  customer_number?: string;
  name?: string;
  /** What the provider says of somebody's work, with other groups or alone. */
  role?: string | string[];
}

/** How the next ID token is spoilt. */
export type Spoilt =
  | "nonce"
  | "issuer"
  | "audience"
  | "signature"
  | "other key"
  | "unsigned"
  | "expired"
  | "asked long ago"
  | "asked nobody knows when";

/** The brand's own sign-in: a certified OpenID provider on loopback that signs in whoever is set, unasked. */
export interface OpenIdProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  signInAs(account: Account): void;
  spoil(how: Spoilt | null): void;
  /** Follows the provider's own redirects as a browser would, up to the address it sends people back to. */
  visit(authorizationUrl: string): Promise<URL>;
  close(): Promise<void>;
}

const client = { clientId: "forthright", clientSecret: "a client secret for tests only" };

const newKey = (kid: string) => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { privateKey, jwk: { ...privateKey.export({ format: "jwk" }), kid, alg: "RS256", use: "sig" } };
};

/** Starts the provider for a client whose redirect is `redirectUri`. */
export async function startOpenIdProvider(redirectUri: string): Promise<OpenIdProvider> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [key, otherKey] = [newKey("one"), newKey("one")];
  let account: Account = { sub: "nobody" };
  let spoilt: Spoilt | null = null;
  const provider = new Provider(issuer, configuration(redirectUri, { key: key.jwk, who: () => account }));
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.path === "/token" && spoilt) spoil(ctx, { how: spoilt, key, otherKey });
  });
  answerWith(server, provider, () => account);
  return {
    issuer,
    ...client,
    signInAs: (next) => {
      account = next;
    },
    spoil: (how) => {
      spoilt = how;
    },
    visit: (url) => visit(url, redirectUri),
    close: () => new Promise((done) => server.close(() => done())),
  };
}

function configuration(redirectUri: string, at: { key: object; who: () => Account }): Configuration {
  return {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [redirectUri],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    jwks: { keys: [at.key as Record<string, string> & { kty: string }] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    cookies: { keys: ["a cookie key for tests only"] },
    claims: {
      openid: ["sub"],
      email: ["email", "email_verified"],
      profile: ["customer_number", "name", "role"],
    },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ ...at.who(), sub }) }),
    ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Interaction: 60, Session: 60, Grant: 60 },
  };
}

/** Answers the provider's question "who is this?" by itself, and agrees to whatever is asked. */
function answerWith(server: Server, provider: Provider, who: () => Account): void {
  const callback = provider.callback();
  server.on("request", async (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return callback(request, response);
    try {
      const { params } = await provider.interactionDetails(request, response);
      const grant = new provider.Grant({ accountId: who().sub, clientId: String(params.client_id) });
      grant.addOIDCScope(String(params.scope));
      const login = { accountId: who().sub, remember: false };
      const consent = { grantId: await grant.save() };
      await provider.interactionFinished(request, response, { login, consent });
    } catch {
      response.writeHead(500).end();
    }
  });
}

type Key = ReturnType<typeof newKey>;

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const signed = (parts: string, key: Key) =>
  `${parts}.${sign("sha256", Buffer.from(parts), key.privateKey).toString("base64url")}`;

function spoil(ctx: { body: unknown }, at: { how: Spoilt; key: Key; otherKey: Key }): void {
  const body = ctx.body as { id_token?: string };
  if (!body.id_token) return;
  const [header = "", payload = ""] = body.id_token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  const again = (changed: object) => signed(`${header}.${encode({ ...claims, ...changed })}`, at.key);
  body.id_token = {
    nonce: () => again({ nonce: "another" }),
    issuer: () => again({ iss: "https://attacker.example" }),
    audience: () => again({ aud: "another-client" }),
    expired: () => again({ iat: claims.iat - 7_200, exp: claims.exp - 7_200 }),
    "asked long ago": () => again({ auth_time: claims.auth_time - 3_600 }),
    "asked nobody knows when": () => again({ auth_time: undefined }),
    signature: () =>
      `${header}.${encode({ ...claims, sub: "somebody-else" })}.${body.id_token?.split(".")[2]}`,
    "other key": () => signed(`${header}.${payload}`, at.otherKey),
    unsigned: () => `${encode({ alg: "none", typ: "JWT" })}.${payload}.`,
  }[at.how]();
}

async function visit(start: string, redirectUri: string): Promise<URL> {
  const jar = new Map<string, string>();
  let url = start;
  for (let hops = 0; hops < 10; hops += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { redirect: "manual", headers: { cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [pair = ""] = set.split(";");
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    const location = response.headers.get("location");
    if (!location) throw new Error(`the provider answered ${response.status}: ${await response.text()}`);
    url = new URL(location, url).href;
    if (url.startsWith(redirectUri)) return new URL(url);
  }
  throw new Error("the provider redirects in circles");
}
