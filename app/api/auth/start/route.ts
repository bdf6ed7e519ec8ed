import type { NextRequest } from "next/server";
import { isDomainError } from "@/domain/errors";
import { requireOwnOrigin } from "@/web/origin";
import { ownPath } from "@/web/own-path";
import { postedForm } from "@/web/posted-form";
import { requestContext } from "@/web/request-context";
import { startHandshake } from "../handshake";

/** The button "Use your account": a plain form, so that it works without script. */
export async function POST(request: NextRequest): Promise<Response> {
  try {
    await requireOwnOrigin();
  } catch (error) {
    if (isDomainError(error, "forbidden")) return new Response(null, { status: 403 });
    throw error;
  }
  const form = await postedForm(request);
  if (!form) return new Response(null, { status: 415 });
  const ctx = await requestContext();
  const next = form.get("next");
  return startHandshake(ctx, {
    next: ownPath(typeof next === "string" ? next : null),
    cookies: Object.fromEntries(request.cookies.getAll().map(({ name, value }) => [name, value])),
    userAgent: request.headers.get("user-agent") ?? "",
  });
}
