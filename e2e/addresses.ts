import type { Answer, Browserless } from "./browserless";
import type { Used } from "./every-form";

/** One person's own ids; what is left out is none of anybody's. */
type Ids = Omit<Used, "forms"> & {
  stop?: string;
  why?: string;
  desk?: { customerId: string; keyId: string; endpointId: string };
};

const NONE = "00000000-0000-7000-8000-000000000000";

/** How each route of the build is asked for with one person's own ids. A route without a line here fails a test. */
export const addresses: Record<string, (used: Ids) => string[]> = {
  "/": () => ["/"],
  "/account": () => ["/account"],
  "/activity": () => ["/activity", "/activity?kind=requests"],
  "/api/auth/callback/brand": () => ["/api/auth/callback/brand?code=1&state=1"],
  "/api/auth/callback/staff": () => ["/api/auth/callback/staff?code=1&state=1"],
  "/api/auth/start": () => ["/api/auth/start"],
  "/api/auth/start/staff": () => ["/api/auth/start/staff"],
  "/choices": () => ["/choices", "/choices?seen=0"],
  "/confirm/[token]": ({ confirmToken }) => [`/confirm/${confirmToken}`],
  "/data": () => ["/data", "/data?whole=1", "/data?item=orders&page=1&sort=-placed_at"],
  // Shows every message to everybody, and exists in the demo only.
  "/demo/outbox": () => [],
  "/desk": () => ["/desk"],
  "/desk/[...missing]": () => ["/desk/nothing", "/desk/requests/x/y"],
  "/desk/account": () => ["/desk/account"],
  "/desk/account/authenticator": () => ["/desk/account/authenticator"],
  "/desk/account/codes": () => ["/desk/account/codes"],
  "/desk/audit": ({ desk }) => ["/desk/audit", `/desk/audit?customer=${desk?.customerId ?? NONE}`],
  "/desk/audit/export": ({ desk }) => [`/desk/audit/export?customer=${desk?.customerId ?? NONE}&format=csv`],
  "/desk/find": () => ["/desk/find", "/desk/find?none=1"],
  "/desk/integrations": () => ["/desk/integrations"],
  "/desk/integrations/keys/[id]/revoke": ({ desk }) => [
    `/desk/integrations/keys/${desk?.keyId ?? NONE}/revoke`,
  ],
  "/desk/integrations/keys/[id]/rotate": ({ desk }) => [
    `/desk/integrations/keys/${desk?.keyId ?? NONE}/rotate`,
  ],
  "/desk/integrations/keys/made": () => ["/desk/integrations/keys/made"],
  "/desk/integrations/keys/new": () => ["/desk/integrations/keys/new"],
  "/desk/integrations/webhooks/[id]": ({ desk }) => [
    `/desk/integrations/webhooks/${desk?.endpointId ?? NONE}`,
  ],
  "/desk/integrations/webhooks/[id]/remove": ({ desk }) => [
    `/desk/integrations/webhooks/${desk?.endpointId ?? NONE}/remove`,
  ],
  "/desk/integrations/webhooks/made": () => ["/desk/integrations/webhooks/made"],
  "/desk/integrations/webhooks/new": () => ["/desk/integrations/webhooks/new"],
  "/desk/requests": () => ["/desk/requests", "/desk/requests?list=closed"],
  "/desk/requests/[id]": ({ request }) => [`/desk${request}`],
  "/desk/rules": () => ["/desk/rules"],
  "/desk/sign-in": () => ["/desk/sign-in", "/desk/sign-in?sent=1"],
  "/desk/sign-in/again": () => ["/desk/sign-in/again"],
  "/desk/sign-in/second": () => ["/desk/sign-in/second"],
  "/desk/terms": () => ["/desk/terms"],
  "/desk/terms/[document]/[version]": () => ["/desk/terms/privacy-notice/2026-06-01"],
  "/desk/terms/[document]/[version]/preview": () => [
    "/desk/terms/privacy-notice/2026-06-01/preview?on=recommendations&held=likely_interests",
  ],
  "/desk/texts": () => ["/desk/texts"],
  "/desk/visit-over": () => ["/desk/visit-over"],
  "/protection": () => ["/protection"],
  "/requests": () => ["/requests"],
  "/requests/[id]": ({ request }) => [request, `${request}?filed=1`],
  "/requests/copy": ({ copyToken }) => [
    "/requests/copy",
    `/requests/copy?link=${copyToken}&until=2100-01-01T00:00:00Z`,
  ],
  "/requests/copy/download": ({ copyToken }) => [`/requests/copy/download?token=${copyToken}`],
  "/requests/new/[kind]": () => ["/requests/new/correct", "/requests/new/complain"],
  "/sign-in": () => ["/sign-in", "/sign-in?sent=1"],
  "/sign-in/[token]": ({ signInToken }) => [`/sign-in/${signInToken}`],
  "/sign-in/again": () => ["/sign-in/again?sent=1"],
  // Whoever has the link is meant to read it; without its secret there is nothing.
  "/stop/[token]": ({ stop = "/stop/x" }) => [stop, `${stop}x`],
  "/terms": () => ["/terms"],
  "/terms/[document]": () => ["/terms/privacy-notice", "/terms/terms-of-service?point=offers"],
  "/terms/[document]/difference": () => ["/terms/privacy-notice/difference?from=2025-03-01&to=2026-06-01"],
  "/theme/[file]": () => ["/theme/logo.svg", "/theme/nothing.svg", "/theme/x/y"],
  "/why/[token]": ({ why = "/why/x" }) => [why, `${why}x`],
};

type Ask = (who: Browserless, path: string) => Promise<Answer>;

const insidePath = (path: string, more: string) => path.replace(/\/?(?=[?#]|$)/, more);

/** What links of the pages load. The framework answers first where to, by the headers; a page is loaded there. */
async function flight(who: Browserless, path: string, headers: Record<string, string>): Promise<Answer> {
  const answer = await who.get(path, headers);
  return answer.location?.includes("_rsc") ? who.get(answer.location, headers) : answer;
}

/** The same address as pages, programs, caches and their tricks ask for it. */
export const variants: Record<string, Ask> = {
  page: (who, path) => who.get(path),
  head: (who, path) => who.sendRaw(path, { method: "HEAD" }),
  flight: (who, path) => flight(who, path, { rsc: "1" }),
  prefetch: (who, path) => flight(who, path, { rsc: "1", "next-router-prefetch": "1" }),
  suffix: (who, path) => who.get(insidePath(path, ".rsc")),
  deception: (who, path) => who.get(insidePath(path, "/x.css")),
  inside: (who, path) =>
    who.get(path, { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy", "x-path": "/data" }),
};
