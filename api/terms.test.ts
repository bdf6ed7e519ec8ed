import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { publishFirst } from "@/domain/terms";
import { termsBrand } from "@/domain/terms/testing";
import { testHouse } from "@/domain/testing";
import { type TestApi, testApi } from "./testing";

let api: TestApi;
let close: () => Promise<void>;
beforeAll(async () => {
  const made = await testHouse({ brand: await termsBrand(), max: 10 });
  close = made.close;
  await publishFirst(made.house.db, made.house.brand);
  api = await testApi({ house: made.house });
});
afterAll(async () => {
  await api.close();
  await close();
});

const get = (more = {}) => api.ask("GET", "/api/v1/terms", { key: null, ...more });

it("tells anybody what is in force, in all its languages, and every version before it", async () => {
  const { status, headers, json } = await get();
  expect(status).toBe(200);
  expect(headers["content-type"]).toBe("application/json");
  const markdown = api.house.brand.terms[0]?.versions[1]?.full.find(
    ({ locale }) => locale === "de",
  )?.markdown;
  expect(json).toMatchObject({
    terms: [
      {
        ...{ document: "privacy", kind: "privacy_notice", agreement: "notice", binding: "en" },
        ...{ version: "2026-06-01", url: "http://localhost:3000/terms/privacy" },
        texts: {
          full: {
            de: createHash("sha256")
              .update(markdown ?? "")
              .digest("hex"),
          },
        },
        points: [
          {
            id: "keep",
            text: { en: "We keep orders.", de: "Wir behalten Bestellungen." },
            purposes: ["orders"],
          },
          { id: "rights", surprising: true },
        ],
        versions: [
          { version: "2026-06-01", standing: "in_force" },
          {
            version: "2026-01-01",
            standing: "past",
            url: "http://localhost:3000/terms/privacy?version=2026-01-01",
          },
        ],
      },
    ],
  });
});

it("is only read, and stands in the document without a key", async () => {
  expect((await api.ask("POST", "/api/v1/terms", { key: null, body: {} })).status).toBe(405);
  const { json } = await api.ask("GET", "/api/v1/openapi.json", { key: null });
  expect(json).toMatchObject({ paths: { "/terms": { get: { operationId: "listTerms", security: [] } } } });
});
