import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { house } from "@/domain/house";
import { isOwnOrigin } from "@/web/origin";
import { contentSecurityPolicy, pageHeaders } from "@/web/page-headers";

/** Sets headers and the nonce, and decides nothing: who may see what is settled behind the domain's doors. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString("base64");
  const { settings } = house();
  const secure = settings.publicUrl.startsWith("https:");
  const development = process.env.NODE_ENV === "development";
  const policy = contentSecurityPolicy({
    nonce,
    secure,
    development,
    signInAt: settings.openId?.issuer ?? null,
  });

  const forward = new Headers(request.headers);
  forward.set("x-nonce", nonce);
  forward.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  forward.set("content-security-policy", policy);

  // Actions refuse a foreign form by themselves; here it is answered as the sender's fault instead of ours.
  const response = isForeignForm(request)
    ? new NextResponse(null, { status: 403 })
    : NextResponse.next({ request: { headers: forward } });
  for (const [name, value] of pageHeaders({ policy, secure })) response.headers.set(name, value);
  // After signing out the browser's Back shows nothing of the person.
  if (
    ["/sign-in", "/desk/sign-in"].includes(request.nextUrl.pathname) &&
    request.nextUrl.searchParams.has("bye")
  )
    response.headers.set("Clear-Site-Data", '"cache"');
  return response;
}

function isForeignForm({ method, headers }: NextRequest): boolean {
  const origin = headers.get("origin");
  if (method !== "POST" || origin === null) return false;
  return !isOwnOrigin(origin) || new URL(origin).host !== headers.get("host");
}

// The brand's pictures set headers of their own; anything deeper below them is a page that is not there.
export const config = { matcher: ["/((?!_next/static/|theme/[^/]+$).*)"] };
