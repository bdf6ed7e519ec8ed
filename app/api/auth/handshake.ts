import { createHash, randomBytes } from "node:crypto";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth from "next-auth";
import type { Ctx } from "@/domain/context";
import { nextAuthOptions, PROVIDER } from "./next-auth-options";

/** What of a request the handshake needs. */
interface Asked {
  cookies: Record<string, string>;
  userAgent: string;
}

/**
 * Sends the browser to the brand's own sign-in, to come back to `next` here. Works as a plain form: the token
 * that next-auth wants against forged forms is made on the spot, after our own check of the origin.
 */
export async function startHandshake(ctx: Ctx, asked: Asked & { next: string }): Promise<Response> {
  const { openId } = ctx.house.settings;
  if (!openId) return notFound();
  const options = nextAuthOptions(ctx, { openId, userAgent: asked.userAgent });
  const token = randomBytes(32).toString("hex");
  const hash = createHash("sha256").update(`${token}${options.secret}`).digest("hex");
  const csrf = options.cookies?.csrfToken?.name ?? "";
  const response = await run(options, {
    query: { nextauth: ["signin", PROVIDER] },
    method: "POST",
    cookies: { ...asked.cookies, [csrf]: `${token}|${hash}` },
    body: { csrfToken: token, callbackUrl: asked.next },
  });
  return onward(response);
}

/** Takes the provider's answer: in, or back to the sign-in page with a reason that says nothing of it. */
export async function finishHandshake(
  ctx: Ctx,
  asked: Asked & { query: Record<string, string> },
): Promise<Response> {
  const { openId } = ctx.house.settings;
  if (!openId) return notFound();
  const options = nextAuthOptions(ctx, { openId, userAgent: asked.userAgent });
  const { nextauth: _, ...query } = asked.query;
  const response = await run(options, {
    query: { ...query, nextauth: ["callback", PROVIDER] },
    method: "GET",
    cookies: asked.cookies,
    body: {},
  });
  return onward(response);
}

const notFound = () => new Response(null, { status: 404, headers: { "cache-control": "private, no-store" } });

interface Inner {
  query: NextApiRequest["query"];
  method: "GET" | "POST";
  cookies: Record<string, string>;
  body: Record<string, string>;
}

/** Runs next-auth's handler for pages with just the parts of request and response that it uses. */
async function run(options: ReturnType<typeof nextAuthOptions>, inner: Inner): Promise<Response> {
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

/** next-auth's own pages are not served: whatever is not a way onward is a refusal. */
function onward(response: Response): Response {
  const to = response.headers.get("location");
  const isOwnPage = to === null || /^(https?:\/\/[^/]+)?\/api\/auth\//.test(to);
  const onwards = new Response(null, { status: 303 });
  for (const cookie of response.headers.getSetCookie()) onwards.headers.append("set-cookie", cookie);
  onwards.headers.set("location", isOwnPage ? "/sign-in?refused=not_accepted" : to);
  onwards.headers.set("cache-control", "private, no-store");
  return onwards;
}
