import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./started";

/** The ids of one customer that addresses are made of. */
export interface Ids {
  customerId: string;
  /** Of a request that they filed. */
  requestId: string;
  stop: string;
  why: string;
  copyToken: string;
  keyId: string;
  endpointId: string;
}

type Addresses = (ids: Ids) => string[];

/** Every route of the build, and the addresses it is asked by. */
export const pages: Readonly<Record<string, Addresses>> = {
  "/": () => ["/"],
  "/account": () => ["/account"],
  "/activity": () => ["/activity", "/activity?kind=requests", "/activity?kind=visits"],
  "/api/auth/callback/brand": () => ["/api/auth/callback/brand?code=1&state=1"],
  "/api/auth/callback/staff": () => ["/api/auth/callback/staff?code=1&state=1"],
  "/api/auth/start": () => ["/api/auth/start"],
  "/api/auth/start/staff": () => ["/api/auth/start/staff"],
  "/choices": () => ["/choices", "/choices?seen=0"],
  "/confirm/[token]": () => ["/confirm/long-used"],
  "/data": () => [
    "/data",
    "/data?whole=1",
    "/data?item=product_views&page=1",
    "/data?item=orders&sort=-placed_on",
  ],
  // Shows every message to everybody, and exists in the demo alone.
  "/demo/outbox": () => [],
  "/desk": () => ["/desk"],
  "/desk/[...missing]": () => ["/desk/nothing", "/desk/requests/x/y"],
  "/desk/account": () => ["/desk/account"],
  "/desk/account/authenticator": () => ["/desk/account/authenticator"],
  "/desk/account/codes": () => ["/desk/account/codes"],
  "/desk/audit": ({ customerId }) => ["/desk/audit", `/desk/audit?customer=${customerId}`],
  "/desk/audit/export": ({ customerId }) => [`/desk/audit/export?customer=${customerId}&format=csv`],
  "/desk/find": () => ["/desk/find", "/desk/find?none=1"],
  "/desk/integrations": () => ["/desk/integrations"],
  "/desk/integrations/keys/[id]/revoke": ({ keyId }) => [`/desk/integrations/keys/${keyId}/revoke`],
  "/desk/integrations/keys/[id]/rotate": ({ keyId }) => [`/desk/integrations/keys/${keyId}/rotate`],
  "/desk/integrations/keys/made": () => ["/desk/integrations/keys/made"],
  "/desk/integrations/keys/new": () => ["/desk/integrations/keys/new"],
  "/desk/integrations/webhooks/[id]": ({ endpointId }) => [`/desk/integrations/webhooks/${endpointId}`],
  "/desk/integrations/webhooks/[id]/remove": ({ endpointId }) => [
    `/desk/integrations/webhooks/${endpointId}/remove`,
  ],
  "/desk/integrations/webhooks/made": () => ["/desk/integrations/webhooks/made"],
  "/desk/integrations/webhooks/new": () => ["/desk/integrations/webhooks/new"],
  "/desk/requests": () => ["/desk/requests", "/desk/requests?list=closed"],
  "/desk/requests/[id]": ({ requestId }) => [`/desk/requests/${requestId}`],
  "/desk/rules": () => ["/desk/rules"],
  "/desk/sign-in": () => ["/desk/sign-in", "/desk/sign-in?sent=1"],
  "/desk/sign-in/again": () => ["/desk/sign-in/again"],
  "/desk/sign-in/second": () => ["/desk/sign-in/second"],
  "/desk/terms": () => ["/desk/terms"],
  "/desk/terms/[document]/[version]": () => ["/desk/terms/privacy-notice/2026-06-01"],
  "/desk/terms/[document]/[version]/preview": () => ["/desk/terms/privacy-notice/2026-06-01/preview"],
  "/desk/texts": () => ["/desk/texts"],
  "/desk/visit-over": () => ["/desk/visit-over"],
  "/protection": () => ["/protection"],
  "/requests": () => ["/requests"],
  "/requests/[id]": ({ requestId }) => [`/requests/${requestId}`, `/requests/${requestId}?filed=1`],
  "/requests/copy": ({ copyToken }) => [
    "/requests/copy",
    `/requests/copy?link=${copyToken}&until=2100-01-01T00:00:00Z`,
  ],
  "/requests/copy/download": ({ copyToken }) => [`/requests/copy/download?token=${copyToken}`],
  "/requests/new/[kind]": () => ["/requests/new/correct", "/requests/new/complain"],
  "/sign-in": () => ["/sign-in", "/sign-in?sent=1"],
  "/sign-in/[token]": () => ["/sign-in/long-used"],
  "/sign-in/again": () => ["/sign-in/again?sent=1"],
  "/stop/[token]": ({ stop }) => [`${stop}x`],
  "/terms": () => ["/terms"],
  "/terms/[document]": () => ["/terms/privacy-notice", "/terms/terms-of-service?point=offers"],
  "/terms/[document]/difference": () => ["/terms/privacy-notice/difference?from=2025-03-01&to=2026-06-01"],
  "/theme/[file]": () => ["/theme/nothing.svg", "/theme/x/y"],
  "/why/[token]": ({ why }) => [`${why}x`],
};

/** What is the same for everybody and meant to be read by all, of the systems' face. */
export const openDocuments = [
  "/api/v1/openapi.json",
  "/api/v1/docs",
  "/api/v1/terms",
  "/api/v1/problems",
  "/api/v1/problems/unauthorized",
  "/.well-known/security.txt",
  "/.well-known/gpc.json",
  "/.well-known/change-password",
];

/** All addresses of pages with one customer's ids. */
export const addressesOf = (ids: Ids): string[] => Object.values(pages).flatMap((paths) => paths(ids));

const read = (file: string) => JSON.parse(readFileSync(join(root, ".next/server", file), "utf8"));

/** Every route of the build as its address, without the folders that no address shows. */
export const builtRoutes = (): string[] =>
  Object.keys(read("app-paths-manifest.json"))
    .filter((route) => !/\/_(global-error|not-found)\//.test(route))
    .map((route) => route.replace(/\/(page|route)$/, "").replace(/\/\([^)]+\)/g, "") || "/");

/** The id of every server action of the build, with the file and name it has. */
export function builtActions(): Map<string, string> {
  const { node }: { node: Record<string, { exportedName: string; filename: string }> } = read(
    "server-reference-manifest.json",
  );
  return new Map(
    Object.entries(node).map(([id, { exportedName, filename }]) => [id, `${filename} ${exportedName}`]),
  );
}
