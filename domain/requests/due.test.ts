import { afterAll, beforeAll, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { webhookEvents } from "@/db/schema/webhooks";
import { asAdmin, type TestDatabase } from "@/db/testing";
import type { House } from "../house";
import { testCustomer, testHouse } from "../testing";
import { createEndpoint } from "../webhooks";
import { installation, Receiver } from "../webhooks/testing";
import { tellDue } from "./due";
import { answerRequest, openRequest } from "./index";

let house: House;
let database: TestDatabase;
let close: () => Promise<void>;
let receiver: Receiver;

beforeAll(async () => {
  receiver = await Receiver.open();
  ({ house, database, close } = await testHouse({ settings: { allowPrivateHosts: [receiver.host] } }));
  await createEndpoint(await installation(house), { url: receiver.url(), events: ["request.due"] });
});
afterAll(async () => {
  await close();
  await receiver.close();
});

type Person = Awaited<ReturnType<typeof testCustomer>>;

const told = (person: Person) =>
  withSight(house.db, { subjects: [person.subject.id] }, async (tx) => {
    const rows = await tx.select().from(webhookEvents);
    return rows.filter(({ type }) => type === "request.due").map(({ data }) => data);
  });

/** Opens a request and moves its lawful date to so many days from today. */
async function opened(person: Person, days: number) {
  const request = await openRequest(person, { kind: "delete", item: undefined, text: undefined });
  const set = `due_on = current_date + ${days}`;
  await asAdmin(database.adminUrl, `update requests set ${set} where id = '${request.id}'`);
  return { customer: person.subject.id, request: request.id };
}

test("what is open three days before its date is told, once", async () => {
  const person = await testCustomer(house);
  const job = await opened(person, 2);
  await tellDue(house, job);
  await tellDue(house, job);
  expect(await told(person)).toEqual([
    { request: job.request, kind: "delete", due_on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
  ]);
});

test("what was answered meanwhile is not told, and what has more time comes again", async () => {
  const [done, later] = [await testCustomer(house), await testCustomer(house)];
  const answered = await opened(done, 2);
  await asAdmin(
    database.adminUrl,
    `update requests set answered_at = now() where id = '${answered.request}'`,
  );
  const extended = await opened(later, 40);
  await tellDue(house, answered);
  await tellDue(house, extended);
  expect([await told(done), await told(later)]).toEqual([[], []]);
  const waiting = await asAdmin(
    database.adminUrl,
    `select start_after::date - current_date as days from pgboss.job
      where name = 'request.due' and data->>'request' = '${extended.request}' order by created_on desc limit 1`,
  );
  expect([36, 37]).toContain(waiting[0]?.days);
});

test("where time is taken after the date was told, the new one is told too", async () => {
  const person = await testCustomer(house);
  const job = await opened(person, 2);
  await tellDue(house, job);
  await answerRequest(house, { id: job.request, outcome: "more_time", text: "More of it", refusals: [] });
  const [later] = await asAdmin(
    database.adminUrl,
    `select r.due_on - (j.start_after at time zone 'Europe/Dublin')::date as days
       from pgboss.job j join requests r on r.id = '${job.request}'
      where j.name = 'request.due' and j.data->>'request' = r.id::text order by j.created_on desc, j.start_after desc limit 1`,
  );
  expect(later).toEqual({ days: 3 });
});

test("a request that is opened is told of three days before its date", async () => {
  const person = await testCustomer(house);
  const { due, id } = await openRequest(person, { kind: "object", item: undefined, text: undefined });
  const [job] = await asAdmin(
    database.adminUrl,
    `select (date '${due}' - (start_after at time zone 'Europe/Dublin')::date) as days from pgboss.job
      where name = 'request.due' and data->>'request' = '${id}'`,
  );
  expect(job).toEqual({ days: 3 });
});
