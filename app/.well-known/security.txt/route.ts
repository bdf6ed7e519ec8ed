import { requestContext } from "@/web/request-context";
import { securityText } from "@/web/security-text";

/** Whom to tell of a hole in the wall (RFC 9116). */
export async function GET(): Promise<Response> {
  const headers = { "content-type": "text/plain; charset=utf-8" };
  return new Response(securityText(await requestContext()), { headers });
}
