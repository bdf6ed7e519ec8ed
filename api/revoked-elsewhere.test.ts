import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { asAdmin } from "@/db/testing";
import { commandContext, createApiKey } from "@/domain/api-keys";
import { SCOPES } from "@/domain/api-keys/catalog";
import { type TestApi, testApi } from "./testing";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
  api.house.settings.allowPrivateHosts = ["127.0.0.1:9"];
});
afterAll(() => api.close());

const now = () => new Date().toISOString();
const customer = { email: "ana@example.com" };
const choice = () => ({
  ...{ purpose: "offers", channel: "email", state: "granted", occurred_at: now() },
  evidence: { method: "checkout", wording: "Send me offers.", locale: "en" },
});
const use = () => ({ customer, purpose: "offers", items: [], title: "News", occurred_at: now() });

it.each<[string, string, () => object | undefined]>([
  ["POST", "choices", () => ({ customer, choices: [choice()] })],
  ["POST", "uses", () => ({ uses: [use()] })],
  ["POST", "links", () => ({ customer, kind: "stop", purpose: "offers", channel: "email" })],
  ["PUT", "customers/9001", () => ({ email: "ben@example.com" })],
  ["POST", "webhook-endpoints", () => ({ url: "http://127.0.0.1:9/hear", events: ["choice.changed"] })],
  ["PATCH", "webhook-endpoints/{endpoint}", () => ({ enabled: false })],
  ["DELETE", "webhook-endpoints/{endpoint}", () => undefined],
])(
  "%s %s tells a key that was revoked elsewhere a moment ago to come with another",
  async (method, path, body) => {
    const hooks = "/api/v1/webhook-endpoints";
    const made = await createApiKey(await commandContext(api.house), {
      name: randomUUID(),
      scopes: [...SCOPES],
    });
    const ask = (how: string, where: string, sent?: object) => {
      const once: Record<string, string> = how === "POST" ? { "idempotency-key": randomUUID() } : {};
      return api.ask(how, where, { key: made.secret, body: sent, headers: once });
    };
    const { json } = await ask("POST", hooks, { url: "http://127.0.0.1:9/hear", events: ["choice.changed"] });
    const where = `/api/v1/${path.replace("{endpoint}", String(json.id))}`;
    // As another process does it: this one knows the key for a second more.
    await asAdmin(
      api.database?.adminUrl ?? "",
      `update api_keys set revoked_at = clock_timestamp() where id = '${made.key.id}'`,
    );
    const answer = await ask(method, where, body());
    expect([answer.status, answer.json.type], answer.text).toEqual([
      401,
      expect.stringMatching(/unauthorized$/),
    ]);
  },
);
