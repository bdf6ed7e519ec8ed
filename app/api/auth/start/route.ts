import type { NextRequest } from "next/server";
import { ownPath } from "@/web/own-path";
import { requestContext } from "@/web/request-context";
import { startHandshake } from "../handshake";
import { postedFromHere } from "../posted-from-here";

/** The button "Use your account": a plain form, so that it works without script. */
export async function POST(request: NextRequest): Promise<Response> {
  const form = await postedFromHere(request);
  if (form instanceof Response) return form;
  const ctx = await requestContext();
  const next = form.get("next");
  return startHandshake(ctx, {
    next: ownPath(typeof next === "string" ? next : null),
    cookies: Object.fromEntries(request.cookies.getAll().map(({ name, value }) => [name, value])),
    userAgent: request.headers.get("user-agent") ?? "",
  });
}
