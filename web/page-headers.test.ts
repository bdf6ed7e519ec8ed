import { expect, it } from "vitest";
import { contentSecurityPolicy, pageHeaders } from "./page-headers";

const input = { nonce: "n0nce", secure: true, development: false, signInAt: null };
const named = (secure: boolean) => new Map(pageHeaders({ policy: "p", secure }));

it("asks for https for two years where it is served over https, and only there", () => {
  expect(named(true).get("Strict-Transport-Security")).toBe("max-age=63072000; includeSubDomains");
  expect(named(false).has("Strict-Transport-Security")).toBe(false);
  expect(contentSecurityPolicy(input)).toContain("upgrade-insecure-requests");
  expect(contentSecurityPolicy({ ...input, secure: false })).not.toContain("upgrade-insecure-requests");
});

it("lets no script and no style run without the nonce in production", () => {
  const policy = contentSecurityPolicy(input);
  expect(policy).toContain("script-src 'nonce-n0nce' 'strict-dynamic';");
  expect(policy).toContain("style-src 'self' 'nonce-n0nce';");
  expect(policy).not.toMatch(/unsafe-|\*|https?:/);
});

it("lets forms lead to the brand's own sign-in, by its origin alone", () => {
  const at = (signInAt: string) => contentSecurityPolicy({ ...input, signInAt });
  expect(at("https://login.brand.example/realms/x?y")).toContain(
    "form-action 'self' https://login.brand.example;",
  );
  expect(at("no address; script-src *")).toContain("form-action 'self';");
});
