import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { jsonSchemas } from "./json-schema";

const folder = join(import.meta.dirname, "json-schema");

test("the JSON Schemas beside the code are those that the code makes", () => {
  const made = jsonSchemas();
  expect(readdirSync(folder).filter((name) => name.endsWith(".json"))).toEqual([...made.keys()].sort());
  for (const [name, text] of made) expect(readFileSync(join(folder, name), "utf8"), name).toBe(text);
});

test("an editor learns the choices and refuses unknown keys", () => {
  const schema = JSON.parse(jsonSchemas().get("purposes.schema.json") ?? "");
  const purpose = schema.additionalProperties;
  expect(purpose.additionalProperties).toBe(false);
  expect(purpose.properties.basis.enum).toContain("legitimate_interest");
  expect(purpose.required).toEqual(["name", "why", "benefit", "if_off", "basis"]);
});
