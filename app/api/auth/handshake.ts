import { createHash, randomBytes } from "node:crypto";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type NextAuthOptions } from "next-auth";
import { say } from "@/domain/brand";
import type { Ctx } from "@/domain/context";
import { nextAuthOptions, PROVIDER } from "./next-auth-options";

/** What of a request the handshake needs. */
interface Asked {
  cookies: Record<string, string>;
  userAgent: string;
}

/** Whose sign-in it is: the provider's name with us, the page to go back to, and next-auth's options if there is one. */
export interface Side {
  provider: string;
  page: string;
  options(ctx: Ctx, asked: { userAgent: string }): NextAuthOptions | null;
}

const customers: Side = {
  provider: PROVIDER,
  page: "/sign-in",
  options: (ctx, { userAgent }) => {
    const { openId } = ctx.house.settings;
    return openId ? nextAuthOptions(ctx, { openId, userAgent }) : null;
  },
};

/**
 * Sends the browser to the brand's own sign-in, to come back to `next` here. Works as a plain form: the token
 * that next-auth wants against forged forms is made on the spot, after our own check of the origin.
 */
export async function startHandshake(
  ctx: Ctx,
  asked: Asked & { next: string },
  side: Side = customers,
): Promise<Response> {
  const options = side.options(ctx, asked);
  if (!options) return notFound();
  const token = randomBytes(32).toString("hex");
  const hash = createHash("sha256").update(`${token}${options.secret}`).digest("hex");
  const csrf = options.cookies?.csrfToken?.name ?? "";
  const response = await run(options, {
    query: { nextauth: ["signin", side.provider] },
    method: "POST",
    cookies: { ...asked.cookies, [csrf]: `${token}|${hash}` },
    body: { csrfToken: token, callbackUrl: asked.next },
  });
  const to = wayOnward(response);
  if (to === null) return redirectTo(response, `${side.page}?refused=source_unavailable`);
  const { brand } = ctx.house;
  return pageTowards(response, { to, locale: ctx.locale, title: say(brand.name, ctx.locale, brand).text });
}

/** Takes the provider's answer: in, or back to the sign-in page with a reason that says nothing of it. */
export async function finishHandshake(
  ctx: Ctx,
  asked: Asked & { query: Record<string, string> },
  side: Side = customers,
): Promise<Response> {
  const options = side.options(ctx, asked);
  if (!options) return notFound();
  const { nextauth: _, ...query } = asked.query;
  const response = await run(options, {
    query: { ...query, nextauth: ["callback", side.provider] },
    method: "GET",
    cookies: asked.cookies,
    body: {},
  });
  return redirectTo(response, wayOnward(response) ?? `${side.page}?refused=not_accepted`);
}

const notFound = () => new Response(null, { status: 404, headers: { "cache-control": "private, no-store" } });

interface Inner {
  query: NextApiRequest["query"];
  method: "GET" | "POST";
  cookies: Record<string, string>;
  body: Record<string, string>;
}

/** Runs next-auth's handler for pages with just the parts of request and response that it uses. */
async function run(options: NextAuthOptions, inner: Inner): Promise<Response> {
  const headers = new Map<string, string | string[]>();
  let status = 200;
  const answer = {} as NextApiResponse;
  answer.getHeader = (name) => headers.get(name.toLowerCase());
  answer.setHeader = (name, value) => {
    headers.set(name.toLowerCase(), typeof value === "number" ? String(value) : [value].flat());
    return answer;
  };
  answer.status = (code) => {
    status = code;
    return answer;
  };
  answer.end = () => answer;
  answer.send = () => undefined;
  answer.json = () => undefined;
  await NextAuth({ ...inner, headers: {} } as NextApiRequest, answer, options);
  const response = new Response(null, { status });
  for (const [name, value] of headers)
    for (const one of Array.isArray(value) ? value : [value]) response.headers.append(name, one);
  return response;
}

/** Where next-auth wants to go, or null: its own pages are not served, so those are a refusal. */
function wayOnward(response: Response): string | null {
  const to = response.headers.get("location");
  return to === null || /^(https?:\/\/[^/]+)?\/api\/auth\//.test(to) ? null : to;
}

/** The same cookies on an answer of our own. */
function answerOf(inner: Response, answer: { status: number; headers: [string, string][]; body?: string }) {
  const outer = new Response(answer.body ?? null, { status: answer.status });
  for (const cookie of inner.headers.getSetCookie()) outer.headers.append("set-cookie", cookie);
  for (const [name, value] of answer.headers) outer.headers.set(name, value);
  outer.headers.set("cache-control", "private, no-store");
  return outer;
}

const redirectTo = (inner: Response, to: string) =>
  answerOf(inner, { status: 303, headers: [["location", to]] });

/**
 * A page that goes on by itself. A redirect would not do: browsers hold a form to the hosts of `form-action`
 * through all redirects, and a provider may send people on to hosts that nobody can name beforehand.
 */
function pageTowards(inner: Response, at: { to: string; locale: string; title: string }): Response {
  const [to, title] = [escaped(at.to), escaped(at.title)];
  const body = `<!doctype html><html lang="${escaped(at.locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="0;url=${to}"><title>${title}</title></head><body><main><h1>${title}</h1><p><a href="${to}">${escaped(new URL(at.to).host)}</a></p></main></body></html>`;
  return answerOf(inner, { status: 200, headers: [["content-type", "text/html; charset=utf-8"]], body });
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
