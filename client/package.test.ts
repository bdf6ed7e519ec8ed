import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { endpoints } from "@/api/endpoints";
import { openApiDocument } from "@/api/openapi/document";
import { apiTypes } from "./generate/types";

const here = import.meta.dirname;
const folder = mkdtempSync(join(tmpdir(), "forthright-client-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("speaks the types of the API's own document; if not: npm run client:types", () => {
  const document = openApiDocument({ publicUrl: "https://privacy.brand.example", endpoints });
  expect(readFileSync(join(here, "api-types.ts"), "utf8")).toBe(apiTypes(document));
});

it("has no words for a schema that it does not know", () => {
  const schema = { not: { type: "string" } };
  expect(() => apiTypes({ components: { schemas: { Wrong: schema } } })).toThrow("no words");
});

it("is built to a package that plain Node loads, with types and without dependencies", () => {
  const tsc = join(here, "../node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "-p", join(here, "tsconfig.json"), "--outDir", join(folder, "dist")]);
  const { exports, dependencies, engines } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
  expect([dependencies, engines.node]).toEqual([undefined, ">=20"]);
  expect(readFileSync(join(folder, exports["."].types), "utf8")).toContain("createForthright");
  const script = `import { createForthright } from ${JSON.stringify(join(folder, exports["."].default))};
    const client = createForthright({ url: "http://127.0.0.1:9", key: "frt_none", tries: 1 });
    console.log((await client.mayI({ customer: { id: "x" }, purpose: "offers" })).reason);`;
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(join(folder, "ask.js"), script);
  const said = execFileSync(process.execPath, [join(folder, "ask.js")], { encoding: "utf8" });
  expect(said.trim()).toBe("unavailable");
});
