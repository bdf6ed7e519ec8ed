import type { NextRequest } from "next/server";
import { deskContext } from "@/web/desk-context";
import { finishHandshake } from "../../handshake";
import { staffSide } from "../../staff-side";

/** Where the brand's own sign-in sends staff back. It signs in, or renews the second step, and nothing else. */
export async function GET(request: NextRequest): Promise<Response> {
  const ctx = await deskContext();
  const asked = {
    query: Object.fromEntries(request.nextUrl.searchParams),
    cookies: Object.fromEntries(request.cookies.getAll().map(({ name, value }) => [name, value])),
    userAgent: request.headers.get("user-agent") ?? "",
  };
  return finishHandshake(ctx, asked, staffSide(ctx));
}
