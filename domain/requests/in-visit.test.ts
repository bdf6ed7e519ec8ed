import { afterAll, beforeAll, expect, it } from "vitest";
import type { House } from "../house";
import { testCustomer, testHouse } from "../testing";
import { testVisit } from "../testing-visit";
import { listRequests, openRequest, readRequest, writeToRequest } from "./index";

const CANARY = "canary of what was written";

let house: House;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ house, close } = await testHouse());
});
afterAll(() => close());

it("shows in a visit where a request stands, and no word of it", async () => {
  const ana = await testCustomer(house);
  const { id } = await openRequest(ana, { kind: "complain", text: CANARY });
  await writeToRequest(ana, { id, text: CANARY });
  expect(JSON.stringify(await readRequest(ana, { id }))).toContain(CANARY);
  const visit = await testVisit(house, ana.subject);
  const seen = await readRequest(visit, { id });
  expect(seen).toMatchObject({ kind: "complain", state: "open", text: null, messages: [], canWrite: false });
  expect(JSON.stringify([seen, await listRequests(visit)])).not.toContain(CANARY);
});

it("writes nothing in a visit", async () => {
  const ana = await testCustomer(house);
  const { id } = await openRequest(ana, { kind: "complain", text: "x" });
  const visit = await testVisit(house, ana.subject);
  await expect(writeToRequest(visit, { id, text: "as Ana" })).rejects.toMatchObject({ code: "forbidden" });
});
