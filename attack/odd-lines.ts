import type { Api } from "./answers";
import { sendAny } from "./any-body";

const long = (length: number) => "x".repeat(length);

/** Addresses and headers that are too long, too many or no text. */
export async function tryLines({ guest, answers }: Api): Promise<void> {
  const paths = [
    `/${long(8_000)}`,
    `/${long(17_000)}`,
    `/terms?${"a=1&".repeat(3_000)}`,
    `/terms?a=${"%00".repeat(2_000)}`,
  ]
    .concat(
      "/%00",
      "/%ff",
      "/%c0%af",
      "/%ud800",
      "/%",
      "/%zz",
      "/..;/desk",
      "/%2e%2e/%2e%2e/etc/passwd",
      "/terms/%00",
      "/terms/__proto__",
    )
    .concat(
      "/terms/constructor",
      "/theme/..%2f..%2fbrand.yaml",
      "/theme/%2e%2e%2fbrand.yaml",
      "/theme/__proto__",
      "/_next/static/%2e%2e/%2e%2e/BUILD_ID",
    )
    .concat(
      "/api/v1/problems/__proto__",
      "/api/v1/problems/constructor",
      "/api/v1/%00",
      "/api/v1/customers/%ff/choices",
      "/stop/%ff",
      "/stop/%00",
      "/why/%00",
    )
    .concat(
      "/confirm/%ff",
      "/sign-in/%00",
      "/requests/%00",
      "/requests/__proto__",
      "/desk/requests/%ff",
      "/?_rsc=%00",
      "/terms/privacy-notice/difference?from=__proto__&to=%00",
    );
  for (const path of paths)
    for (const method of ["GET", "POST", "HEAD"]) {
      const { status, text, ms } = await guest.ask(path, {
        method,
        headers: method === "POST" ? { origin: guest.url } : {},
      });
      answers.check(`${method} ${path.slice(0, 60)}`, { status, text, ms });
    }
  const headers: Record<string, string>[] = [
    { cookie: `session=${long(9_000)}` },
    { cookie: "=;=;;__proto__=x; session" },
    { "accept-language": "x".repeat(4_000) },
    { "accept-language": "zh-Hant;q=9,*;q=x,__proto__" },
    { "user-agent": long(12_000) },
    { "x-forwarded-for": "1,".repeat(4_000) },
    { authorization: `Bearer ${long(9_000)}` },
    { authorization: "Bearer frt_00000000_%00" },
    { range: "bytes=0-,0-,0-,0-" },
    { "next-router-state-tree": "%00[" },
    { rsc: "1", "next-router-state-tree": "[".repeat(4_000) },
    { "next-action": "0".repeat(42) },
    { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
    { "x-nonce": '"><script>' },
    { "x-path": "//evil" },
    { expect: "100-continue" },
    { "idempotency-key": long(10_000) },
    { "if-modified-since": "x" },
    { accept: "*/".repeat(3_000) },
    { te: "trailers, x" },
    { upgrade: "h2c", connection: "upgrade" },
    Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`x-${n}`, "1"])),
  ];
  for (const said of headers)
    for (const path of ["/sign-in", "/api/v1/customers", "/account"]) {
      const answer = await sendAny(guest, path, { method: "GET", headers: said, body: Buffer.alloc(0) });
      answers.check(`GET ${path} with ${JSON.stringify(said).slice(0, 80)}`, answer);
    }
  for (const method of ["TRACE", "PROPFIND", "OPTIONS", "PURGE", "LINK", "SEARCH"])
    for (const path of ["/sign-in", "/api/v1/decisions", "/stop/x"]) {
      const { status, text, ms } = await guest.ask(path, { method });
      answers.check(`${method} ${path}`, { status, text, ms });
    }
}
