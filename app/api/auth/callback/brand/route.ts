import type { NextRequest } from "next/server";
import { requestContext } from "@/web/request-context";
import { finishHandshake } from "../../handshake";

/** Where the brand's own sign-in sends people back. It signs in, and changes nothing else of theirs. */
export async function GET(request: NextRequest): Promise<Response> {
  return finishHandshake(await requestContext(), {
    query: Object.fromEntries(request.nextUrl.searchParams),
    cookies: Object.fromEntries(request.cookies.getAll().map(({ name, value }) => [name, value])),
    userAgent: request.headers.get("user-agent") ?? "",
  });
}
