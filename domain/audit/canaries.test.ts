import { afterAll, beforeAll, expect, it } from "vitest";
import { asAdmin, type TestDatabase } from "@/db/testing";
import { createApiKey } from "../api-keys";
import { pauseChoice, setChoice, stopMarketing } from "../choices";
import { giveAddress, type Person } from "../choices/testing";
import { setLocale } from "../customers";
import { isDomainError } from "../errors";
import { cancelCorrection, correctItem, deleteItem, notMe, stopUsing } from "../held-data";
import type { House } from "../house";
import { openRequest, prepareCopy, writeToRequest } from "../requests";
import { testCustomer, testHouse } from "../testing";
import { type StaffCtx, testStaff } from "../testing-staff";
import { startVisit } from "../visits";
import { exportAudit, nameSearch, searchAudit } from "./index";

const MARK = "kanarie";
const EMAIL = `${MARK}.one@example.com`;
const PHONE = "+353861774411";

let house: House;
let database: TestDatabase;
let close: () => Promise<void>;
let ana: Person;
let agent: StaffCtx;
let auditor: StaffCtx;

beforeAll(async () => {
  ({ house, database, close } = await testHouse());
  ana = await testCustomer(house);
  await giveAddress(ana, { kind: "email", address: EMAIL });
  await giveAddress(ana, { kind: "phone", address: PHONE });
  [agent, auditor] = [await testStaff(house, "support"), await testStaff(house, "auditor")];
});
afterAll(() => close());

/** What a person or staff writes; a refusal is an answer too, and may leave a line. */
async function refusedOrNot(work: Promise<unknown>): Promise<void> {
  await work.catch((error) => {
    if (!isDomainError(error)) throw error;
  });
}

it("holds no value of a person, whoever typed it and wherever", async () => {
  const words = `${MARK} words, call ${PHONE}`;
  const cell = { purpose: "offers", channel: "email", seen: 0 };
  const visit = { by: "email", value: EMAIL, reason: 0, words, ticket: EMAIL } as const;
  const item = house.brand.items[0]?.id ?? "email";
  const acts: (() => Promise<unknown>)[] = [
    () => setLocale(ana, { locale: "de" }),
    () => setChoice(ana, { ...cell, to: "on" }),
    () => pauseChoice(ana, { ...cell, until: "2999-01-01" }),
    () => stopMarketing(ana, { seen: 1 }),
    () => openRequest(ana, { kind: "complain", text: words }),
    () => openRequest(ana, { kind: "delete", item, text: words }),
    () => prepareCopy(ana),
    () => correctItem(ana, { item, note: words, boxes: { value: EMAIL } }),
    () => stopUsing(ana, { item }),
    () => deleteItem(ana, { item }),
    () => notMe(ana, { item }),
    () => cancelCorrection(ana, { correction: ana.subject.id }),
    () => startVisit(agent, visit),
    () => startVisit(agent, { ...visit, by: "phone", value: PHONE, ticket: "4711" }),
    () => startVisit(agent, { ...visit, by: "customer_number", value: `${MARK}-7`, code: MARK }),
    () => searchAudit(auditor, { customer: EMAIL, ticket: words }),
    () => nameSearch(auditor, { customer: PHONE }),
    () => exportAudit(auditor, { ticket: `${MARK}-8`, format: "csv" }),
    async () => createApiKey(await testStaff(house, "admin"), { name: "Mail", scopes: ["decisions"] }),
  ];
  for (const act of acts) await refusedOrNot(act());
  const { id } = await openRequest(ana, { kind: "complain", text: `${words} again` });
  await writeToRequest(ana, { id, text: words });
  const lines = await asAdmin(
    database.adminUrl,
    "select act, detail, ticket, actor_id, request_id from audit",
  );
  expect(new Set(lines.map(({ act }) => act)).size).toBeGreaterThan(5);
  const told = lines.filter((line) => /kanarie|861774411/iu.test(JSON.stringify(line)));
  expect(told).toEqual([]);
});
