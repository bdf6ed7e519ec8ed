import type { NextRequest } from "next/server";
import { deskContext } from "@/web/desk-context";
import { deskPath } from "@/web/staff-sign-in";
import { startHandshake } from "../../handshake";
import { postedFromHere } from "../../posted-from-here";
import { staffSide } from "../../staff-side";

/** The button "Use your staff account": a plain form, so that it works without script. */
export async function POST(request: NextRequest): Promise<Response> {
  const form = await postedFromHere(request);
  if (form instanceof Response) return form;
  const ctx = await deskContext();
  const next = form.get("next");
  const asked = {
    next: deskPath(typeof next === "string" ? next : null),
    cookies: Object.fromEntries(request.cookies.getAll().map(({ name, value }) => [name, value])),
    userAgent: request.headers.get("user-agent") ?? "",
  };
  return startHandshake(ctx, asked, staffSide(ctx));
}
