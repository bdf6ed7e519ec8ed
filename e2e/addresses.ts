import type { Answer, Browserless } from "./browserless";
import type { Used } from "./every-form";

/** How each route of the build is asked for with one person's own ids. A route without a line here fails a test. */
export const addresses: Record<string, (used: Used) => string[]> = {
  "/": () => ["/"],
  "/account": () => ["/account"],
  "/activity": () => ["/activity", "/activity?kind=requests"],
  "/api/auth/callback/brand": () => ["/api/auth/callback/brand?code=1&state=1"],
  "/api/auth/start": () => ["/api/auth/start"],
  "/choices": () => ["/choices", "/choices?seen=0"],
  "/confirm/[token]": ({ confirmToken }) => [`/confirm/${confirmToken}`],
  "/data": () => ["/data", "/data?whole=1", "/data?item=orders&page=1&sort=-placed_at"],
  // Shows every message to everybody, and exists in the demo only.
  "/demo/outbox": () => [],
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
  "/terms": () => ["/terms"],
  "/terms/[document]": () => ["/terms/privacy-notice"],
  "/theme/[file]": () => ["/theme/logo.svg", "/theme/nothing.svg", "/theme/x/y"],
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
