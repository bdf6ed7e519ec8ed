import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Answer, Client } from "./client";
import type { Crew } from "./crew";
import { call } from "./crew-life";
import type { Kind } from "./guarded";
import { inParallel } from "./parallel";
import { openDocuments } from "./routes";
import { root } from "./started";
import type { Target } from "./target";

/** One answer, and what it was asked by. */
export interface Asked {
  kind: Kind;
  what: string;
  answer: Answer;
  /** The status that shows that what was meant to be asked for was reached. */
  status?: number;
}

/** Redirects, refusals, faults and methods that nothing answers. */
export async function oddPages(target: Target): Promise<Asked[]> {
  const nobody = target.guest();
  const [form] = (await nobody.forms("/sign-in")).filter(({ html }) => html.includes('name="who"'));
  const fields = form?.fields ?? {};
  const id = Object.keys(fields).find((name) => name.startsWith("$ACTION_ID_")) ?? "";
  const broken = {
    "next-action": id.replace("$ACTION_ID_", ""),
    origin: target.url,
    "content-type": "text/plain",
  };
  const post = (path: string, headers: Record<string, string>, body: string) =>
    nobody.ask(path, { method: "POST", headers, body });
  const odd: [status: number, what: string, answer: Promise<Answer>][] = [
    [307, "a page that needs a sign-in", nobody.get("/choices")],
    [303, "a form that is refused", nobody.send("/sign-in", fields)],
    [403, "a form from elsewhere", nobody.send("/sign-in", fields, { origin: "https://evil.example" })],
    [403, "a handshake from elsewhere", post("/api/auth/start", {}, "")],
    [404, "a handshake that is not set up", nobody.get("/api/auth/callback/brand")],
    [405, "GET of a download", nobody.get("/requests/copy/download")],
    [200, "HEAD", nobody.ask("/sign-in", { method: "HEAD" })],
    [404, "NUL in the address", nobody.get("/%00")],
    [404, "a file that is not there", nobody.get("/favicon.ico")],
    [404, "a deep address", nobody.get(`/${"a/".repeat(200)}a`)],
  ];
  const methods = ["PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"];
  const answers = await inParallel(odd, 4, async ([status, what, answer]): Promise<Asked> => {
    return { kind: "page", what, status, answer: await answer };
  });
  // What never comes to a page has no nonce, and nothing that could run.
  const bare = await inParallel(
    [
      [308, "a slash at the end", nobody.get("/choices/")],
      [405, "TRACE", nobody.ask("/sign-in", { method: "TRACE" })],
      [400, "an action whose arguments cannot be read", post("/sign-in", broken, "no JSON")],
      [400, "a form that is none", post("/sign-in", { "content-type": "multipart/form-data" }, "x")],
      [413, "a form that is too long", post("/sign-in", {}, "x".repeat(300_000))],
    ] as [number, string, Promise<Answer>][],
    2,
    async ([status, what, answer]): Promise<Asked> => ({ kind: "bare", what, status, answer: await answer }),
  );
  const others = await inParallel(methods, 2, async (method): Promise<Asked> => {
    return { kind: "page", what: `${method} /sign-in`, answer: await nobody.ask("/sign-in", { method }) };
  });
  return [...answers, ...bare, ...others];
}

/** A fault of ours: a table that the product reads is not there for a moment. */
export async function faults(target: Target, { owner }: Crew): Promise<Asked[]> {
  const language = (await owner.person.forms("/choices")).find(({ html }) => html.includes('name="locale"'));
  await target.sql("alter table sessions rename to sessions_elsewhere");
  try {
    const pages = await inParallel(["/choices", "/data?whole=1"], 1, async (path): Promise<Asked> => {
      return { kind: "page", what: `a fault at ${path}`, status: 500, answer: await owner.person.get(path) };
    });
    const form = await owner.person.send("/choices", { ...language?.fields, locale: "en" });
    return [...pages, { kind: "page", what: "a fault behind a form", status: 500, answer: form }];
  } finally {
    await target.sql("alter table sessions_elsewhere rename to sessions");
  }
}

/** Of the systems' face: what is open, refusals of each kind, and what a key opens. */
export async function apiAnswers(target: Target, { owner, keys }: Crew): Promise<Asked[]> {
  const nobody = target.guest();
  const secret = (scope: string) => keys[scope]?.secret ?? "";
  const ask = (method: string, path: string) => nobody.ask(`/api/v1${path}`, { method });
  const decide = { requests: [{ customer: { id: owner.customerId }, purpose: "offers", channel: "email" }] };
  const post = (scope: string, body: unknown) =>
    call(target, secret(scope), { method: "POST", path: "/decisions", body });
  const read = { method: "GET", path: `/customers/${owner.customerId}/choices` };
  const asked: [status: number, what: string, answer: Promise<Answer>][] = [
    [401, "no key", ask("POST", "/decisions")],
    [404, "no such address", ask("GET", "/nothing")],
    [405, "another method", ask("PUT", "/decisions")],
    [405, "another method of a document", ask("POST", "/openapi.json")],
    [403, "another scope", post("webhooks", decide)],
    [422, "what is no request", post("decisions", { requests: "x" })],
    [200, "a decision", post("decisions", decide)],
    [200, "choices", call(target, secret("choices:read"), read)],
    [404, "a stop link of nobody's", nobody.ask("/stop/x", oneClick)],
    [415, "a text that is no form", nobody.ask("/api/inbound/sms", { method: "POST", body: "x" })],
  ];
  const open = await inParallel(openDocuments, 4, async (path): Promise<Asked> => {
    const kind: Kind = /openapi\.json|docs|problems|terms|gpc|security/.test(path) ? "document" : "api";
    return { kind, what: `GET ${path}`, answer: await nobody.get(path) };
  });
  const answers = await inParallel(asked, 4, async ([status, what, answer]): Promise<Asked> => {
    return { kind: "api", what, status, answer: await answer };
  });
  return [...open, ...answers];
}

const oneClick = {
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: "List-Unsubscribe=One-Click",
};

/** Static files, what is near them and must not be served, and what watches the process. */
export async function files(target: Target): Promise<Asked[]> {
  const nobody: Client = target.guest();
  const chunks = readdirSync(join(root, ".next/static/chunks")).filter((name) => /\.(js|css)$/.test(name));
  const kept = chunks
    .slice(0, 20)
    .map((name): [Kind, string, number] => ["static", `/_next/static/chunks/${name}`, 200]);
  const gone = [
    ...["/_next/static/%2e%2e/BUILD_ID", "/.next/BUILD_ID", "/.env"],
    ...["/_next/data/x/data.json", "/package.json", "/.git/config", "/_next/static/../server/middleware.js"],
  ].map((path): [Kind, string, number] => ["page", path, 404]);
  const others: [Kind, string, number][] = [
    ["picture", "/theme/logo.svg", 200],
    ["picture", "/theme/nothing.svg", 404],
    ["plain", "/_next/image?url=%2Ftheme%2Flogo.svg&w=64&q=75", 404],
    ["bare", "/_next/static/chunks/nothing.js", 404],
    ["plain", "/livez", 200],
    ["plain", "/readyz", 200],
  ];
  return inParallel([...kept, ...gone, ...others], 4, async ([kind, path, status]): Promise<Asked> => {
    return { kind, what: `GET ${path}`, status, answer: await nobody.get(path) };
  });
}
