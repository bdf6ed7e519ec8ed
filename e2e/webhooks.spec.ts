import { forthright } from "./command-line";
import { expect, test } from "./fixtures";
import { makeData, removeData } from "./own-data";
import { freePort, type Running, startForthright } from "./running";
import { WebhookPeer } from "./webhook-peer";
import { listen, storm } from "./webhook-storm";

const data = makeData("webhooks");
let server: Running;
let peer: WebhookPeer;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  peer = WebhookPeer.at(await freePort());
  server = await startForthright({ data, env: { ALLOW_PRIVATE_HOSTS: peer.host } });
});
test.afterAll(async () => {
  await server?.stop();
  await peer?.down();
  removeData(data);
});

// A longer form, with the figures: npm run break -- receiver-down
test("changes while the receiver is away and the server is killed twice all arrive, in order, with one id each", async () => {
  test.setTimeout(240_000);
  const words = ["--name", "storm", "--scopes", "choices:write,webhooks", "--json"];
  const { secret: key } = JSON.parse((await forthright(["key", "create", ...words], data)).told);
  await listen({ url: server.url, key }, peer);
  const port = Number(new URL(server.url).port);
  const env = { ALLOW_PRIVATE_HOSTS: peer.host };
  const kills = { away: 1, catching: 1 };
  const after = await storm(server, {
    ...{ data, port, key, peer, env, kills, started: (next: Running) => (server = next) },
    changes: 300,
    customers: 60,
  });
  expect(after.told).toBe(301);
  expect(after.arrived).toBe(301);
  expect(after.disorder).toEqual([]);
  expect(after.faults).toEqual([]);
});
