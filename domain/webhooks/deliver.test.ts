import pg from "pg";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { asAdmin, type TestDatabase } from "@/db/testing";
import { setChoice } from "../choices";
import { testPerson } from "../choices/testing";
import type { House } from "../house";
import { openRequest } from "../requests";
import { testHouse } from "../testing";
import { attempt } from "./attempt";
import { CLAIM_MS } from "./batch";
import { Connections } from "./connections";
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  deliverDue,
  listDeliveries,
  readEndpoint,
  replay,
  rotateSecret,
  startCourier,
  tryEndpoint,
} from "./index";
import { SCHEDULE } from "./limits";
import { renewLanes } from "./outcome-store";
import { Clock, installation, Receiver } from "./testing";
import { claimLanes } from "./work-store";

let house: House;
let database: TestDatabase;
let close: () => Promise<void>;
let receiver: Receiver;
let clock: Clock;
const made: string[] = [];

beforeAll(async () => {
  receiver = await Receiver.open();
  ({ house, database, close } = await testHouse({
    settings: { allowPrivateHosts: [receiver.host, receiver.host.replace("127.0.0.1", "hooks.internal")] },
  }));
});
afterAll(async () => {
  await close();
  await receiver.close();
});
beforeEach(async () => {
  for (const id of made.splice(0)) await deleteEndpoint(await installation(house), { id });
  receiver.received.length = 0;
  receiver.answer = () => ({ status: 204 });
  clock = await Clock.of(house);
});

type Person = Awaited<ReturnType<typeof testPerson>>;

async function endpoint(path = "/hooks", events = ["choice.changed" as const]) {
  const at = await createEndpoint(await installation(house), { url: receiver.url(path), events });
  made.push(at.endpoint.id);
  return { id: at.endpoint.id, secret: at.secret };
}

/** Turns Offers by text on and off in turn, so that each is one event. */
async function change(person: Person, times = 1): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const { changed } = await setChoice(person, { purpose: "picks", channel: "", to: "on" });
    if (!changed) await setChoice(person, { purpose: "picks", channel: "", to: "off" });
  }
  // The clock by hand stays ahead of the database's.
  clock = await Clock.of(house);
}

const deliver = () => deliverDue(house, { now: clock.now, random: () => 0 });
const seqs = (path = "/hooks") => receiver.at(path).map(({ event }) => event.data.seq);
const deliveries = async (id: string) => listDeliveries(await installation(house), { id, limit: 100 });

describe("what is sent", () => {
  test("an event for each choice, thin, signed and verified by the public library", async () => {
    const { id, secret } = await endpoint();
    const person = await testPerson(house);
    await change(person);
    await deliver();
    const [one] = receiver.received;
    expect(receiver.received).toHaveLength(1);
    expect(new Webhook(secret).verify(one?.body ?? "", one?.headers ?? {})).toEqual({
      type: "choice.changed",
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      data: {
        customer: { id: person.subject.id },
        ...{ seq: 1, purpose: "picks", channel: null, state: "granted", act: "grant" },
        ...{ paused_until: null, frequency: null },
      },
    });
    expect(one?.body).not.toMatch(/@|\+\d{6}/);
    expect(await deliveries(id)).toMatchObject([
      {
        state: "delivered",
        attempts: 1,
        status: 204,
        customer: person.subject.id,
        event: one?.headers["webhook-id"],
      },
    ]);
  });

  test("nothing of what was undone with its transaction", async () => {
    await endpoint();
    const person = await testPerson(house);
    await asAdmin(
      database.adminUrl,
      "alter table audit add constraint none check (act <> 'choice.set') not valid",
    );
    await expect(change(person)).rejects.toThrow();
    await asAdmin(database.adminUrl, "alter table audit drop constraint none");
    await deliver();
    expect(receiver.received).toEqual([]);
  });

  test("a request, in its turn among the choices, and only what an endpoint wants to hear", async () => {
    const both = await createEndpoint(await installation(house), {
      ...{ url: receiver.url("/both"), events: ["choice.changed", "request.opened"] },
    });
    made.push(both.endpoint.id);
    await endpoint("/choices");
    const person = await testPerson(house);
    await change(person);
    await openRequest(person, { kind: "complain", text: "Too many letters.", item: undefined });
    await change(person);
    await deliver();
    const told = receiver.at("/both").map(({ event }) => [event.type, event.data.seq]);
    expect(told).toEqual([
      ["choice.changed", 1],
      ["request.opened", 1],
      ["choice.changed", 2],
    ]);
    expect(receiver.at("/both")[1]?.body).not.toContain("letters");
    expect(seqs("/choices")).toEqual([1, 2]);
  });
});

describe("order", () => {
  test("of one customer holds while it fails, and others and other endpoints go on", async () => {
    await endpoint("/one");
    await endpoint("/two");
    const [stuck, free] = [await testPerson(house), await testPerson(house)];
    receiver.answer = ({ path, event }) => ({
      status: path === "/one" && event.data.customer?.id === stuck.subject.id ? 500 : 200,
    });
    await change(stuck, 3);
    await change(free, 2);
    await deliver();
    const of = (path: string, person: Person) =>
      receiver
        .at(path)
        .flatMap(({ event }) => (event.data.customer?.id === person.subject.id ? event.data.seq : []));
    expect([of("/one", stuck), of("/one", free)]).toEqual([[1], [1, 2]]);
    expect([of("/two", stuck), of("/two", free)]).toEqual([
      [1, 2, 3],
      [1, 2],
    ]);
    receiver.answer = () => ({ status: 200 });
    clock.pass(5);
    await deliver();
    expect(of("/one", stuck)).toEqual([1, 1, 2, 3]);
  });

  test("a slow answer to one customer holds up nobody else", async () => {
    await endpoint();
    const [slow, quick] = [await testPerson(house), await testPerson(house)];
    const { promise, resolve } = Promise.withResolvers<void>();
    receiver.answer = async ({ event }) => {
      if (event.data.customer?.id === slow.subject.id) await promise;
      return { status: 200 };
    };
    await change(slow);
    const delivering = deliver();
    await expect.poll(() => receiver.received.length).toBe(1);
    await change(quick, 2);
    await expect.poll(() => receiver.received.length).toBe(3);
    resolve();
    await delivering;
  });

  test("forty customers with five changes each arrive once and in order, by two processes at a time", async () => {
    await endpoint();
    const people: Person[] = [];
    for (let group = 0; group < 10; group += 1) {
      const four = await Promise.all(Array.from({ length: 4 }, () => testPerson(house)));
      await Promise.all(four.map((person) => change(person, 5)));
      people.push(...four);
    }
    await Promise.all([deliver(), deliver()]);
    await deliver();
    for (const person of people) {
      const own = receiver.received.filter(({ event }) => event.data.customer?.id === person.subject.id);
      expect(own.map(({ event }) => event.data.seq)).toEqual([1, 2, 3, 4, 5]);
    }
  });
});

describe("what is written while its lane is given back", () => {
  test("is not left lying", async () => {
    const { id } = await endpoint();
    const person = await testPerson(house);
    await change(person);
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    receiver.answer = () => answered.then(() => ({ status: 200 }));
    const delivering = deliver();
    await expect.poll(() => receiver.received.length).toBe(1);
    const writing = new pg.Client({ connectionString: database.adminUrl });
    await writing.connect();
    await writing.query("begin");
    const event =
      "insert into webhook_events (customer_id, type, seq, data) values ($1, 'choice.changed', 2, '{}')";
    await writing.query(event, [person.subject.id]);
    answer();
    await expect.poll(async () => (await deliveries(id))[0]?.state).toBe("delivered");
    await writing.query("commit");
    await writing.end();
    await delivering;
    clock.pass(1);
    await deliver();
    expect(seqs()).toEqual([1, 2]);
  });
});

describe("when it does not arrive", () => {
  test("it is tried by the schedule, then given up; the endpoint is failing until something arrives", async () => {
    const { id } = await endpoint();
    const person = await testPerson(house);
    receiver.answer = () => ({ status: 500 });
    await change(person, 2);
    for (const [attempt, pause] of SCHEDULE.entries()) {
      clock.pass(pause - 1);
      if (attempt > 0) await deliver();
      expect(receiver.received).toHaveLength(attempt);
      clock.pass(1);
      await deliver();
      if (attempt < 9) expect(receiver.received).toHaveLength(attempt + 1);
    }
    const ids = new Set(receiver.received.slice(0, 10).map(({ headers }) => headers["webhook-id"]));
    expect(ids.size).toBe(1);
    expect(seqs()).toEqual([...Array<number>(10).fill(1), 2]);
    expect(await deliveries(id)).toMatchObject([
      { state: "pending", attempts: 1 },
      { state: "dead", attempts: 10, status: 500, nextAt: null },
    ]);
    expect(await readEndpoint(await installation(house), { id })).toMatchObject({
      standing: "failing",
      deliveries: { pending: 1, dead: 1 },
    });
    receiver.answer = () => ({ status: 200 });
    clock.pass(5);
    await deliver();
    expect(await readEndpoint(await installation(house), { id })).toMatchObject({ standing: "ok" });
    expect(await replay(await installation(house), { id, from: new Date(0), only: "dead" })).toEqual({
      count: 1,
    });
    await deliver();
    expect(seqs().at(-1)).toBe(1);
    expect(receiver.received.at(-1)?.headers["webhook-id"]).toBe([...ids][0]);
  });

  test("each attempt is signed anew, with its own time", async () => {
    await endpoint();
    receiver.answer = () => ({ status: 503 });
    await change(await testPerson(house));
    await deliver();
    clock.pass(5);
    await deliver();
    const [first, second] = receiver.received.map(({ headers }) => headers);
    expect(Number(second?.["webhook-timestamp"]) - Number(first?.["webhook-timestamp"])).toBe(5);
    expect(second?.["webhook-signature"]).not.toBe(first?.["webhook-signature"]);
    expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body);
  });

  test("410 disables it; what happens meanwhile waits until it is enabled again", async () => {
    const { id } = await endpoint();
    const person = await testPerson(house);
    receiver.answer = () => ({ status: 410 });
    await change(person);
    await deliver();
    await change(person);
    await deliver();
    expect(receiver.received).toHaveLength(1);
    expect(await readEndpoint(await installation(house), { id })).toMatchObject({ standing: "gone" });
    const told = await asAdmin(
      database.adminUrl,
      "select detail from audit where detail->>'event' = 'endpoint_gone'",
    );
    expect(told).toEqual([{ detail: { event: "endpoint_gone", endpoint: id, host: receiver.host } }]);
    receiver.answer = () => ({ status: 200 });
    await changeEndpoint(await installation(house), { id, enabled: true });
    clock.pass(5);
    await deliver();
    expect(seqs()).toEqual([1, 1, 2]);
  });

  test("a redirect is a failure and is not followed", async () => {
    const { id } = await endpoint();
    receiver.answer = () => ({ status: 302, headers: { location: receiver.url("/elsewhere") } });
    await change(await testPerson(house));
    await deliver();
    expect(receiver.received.map(({ path }) => path)).toEqual(["/hooks"]);
    expect(await deliveries(id)).toMatchObject([{ state: "pending", status: 302 }]);
  });

  test("a name that nobody resolves in time is a timeout, and is not waited for", async () => {
    const never = () => new Promise<never>(() => undefined);
    const endpoint = { id: "x", url: "https://hears.example.com/" };
    const work = { endpoint, headers: {}, body: "{}", patience: 1 };
    expect(await attempt(new Connections(house, never), work)).toEqual({
      ...{ status: null, reason: "timeout", retryAfter: null },
    });
  });

  test.each([429, 502, 504])("%s gives the whole endpoint the rest that it asks for", async (status) => {
    await endpoint("/one");
    await endpoint("/two");
    receiver.answer = ({ path }) =>
      path === "/one" ? { status, headers: { "retry-after": "90" } } : { status: 200 };
    await change(await testPerson(house));
    await deliver();
    await change(await testPerson(house));
    clock.pass(80);
    await deliver();
    expect([seqs("/one").length, seqs("/two").length]).toEqual([1, 2]);
    receiver.answer = () => ({ status: 200 });
    clock.pass(11);
    await deliver();
    expect(seqs("/one")).toHaveLength(3);
  });

  test("after it was down, all that waits is tried at once, and that uses up nothing of the schedule", async () => {
    const { id } = await endpoint();
    const people = await Promise.all(Array.from({ length: 4 }, () => testPerson(house)));
    people.push(...(await Promise.all(Array.from({ length: 4 }, () => testPerson(house)))));
    receiver.answer = () => ({ status: 500 });
    for (const person of people) await change(person);
    await deliver();
    clock.pass(6);
    await deliver();
    expect(receiver.received).toHaveLength(16);
    const stillDown = people[0]?.subject.id;
    receiver.answer = ({ event }) => ({ status: event.data.customer?.id === stillDown ? 500 : 200 });
    const late = await testPerson(house);
    await setChoice(late, { purpose: "picks", channel: "", to: "on" });
    clock.pass(1);
    await deliver();
    await deliver();
    const rows = await deliveries(id);
    expect(rows.filter(({ state }) => state === "delivered")).toHaveLength(8);
    expect(rows.find(({ customer }) => customer === stillDown)).toMatchObject({
      state: "pending",
      attempts: 2,
    });
  });
});

describe("a process that was killed", () => {
  /** Takes all that is due as a process that then says nothing more. */
  async function taken(id: string) {
    const [claim, now] = [crypto.randomUUID(), await clock.now()];
    const until = new Date(now.getTime() + CLAIM_MS);
    const { lanes } = await withSight(house.db, {}, (tx) =>
      claimLanes(tx, { endpoint: id, claim, until, now, limit: 10 }),
    );
    return { endpoint: id, claim, lanes };
  }

  test("is stood in for when its claim runs out, and not before", async () => {
    const { id } = await endpoint();
    await change(await testPerson(house), 2);
    expect((await taken(id)).lanes).toHaveLength(1);
    clock.pass(CLAIM_MS / 1_000 - 1);
    await deliver();
    expect(receiver.received).toEqual([]);
    clock.pass(1);
    await deliver();
    expect(seqs()).toEqual([1, 2]);
  });

  test("and one that only takes its time is not: it renews its claim", async () => {
    const { id } = await endpoint();
    await change(await testPerson(house));
    const held = await taken(id);
    clock.pass(4);
    const until = new Date((await clock.now()).getTime() + CLAIM_MS);
    await withSight(house.db, {}, (tx) => renewLanes(tx, { ...held, until }));
    clock.pass(4);
    await deliver();
    expect(receiver.received).toEqual([]);
    clock.pass(2);
    await deliver();
    expect(seqs()).toEqual([1]);
  });
});

describe("a process that ends", () => {
  test("lets what is under way arrive, begins nothing more, and notes it", async () => {
    const { id } = await endpoint();
    const courier = startCourier(house);
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    receiver.answer = () => answered.then(() => ({ status: 200 }));
    const person = await testPerson(house);
    await change(person, 2);
    await expect.poll(() => receiver.received.length).toBe(1);
    const closing = courier.close(10_000);
    answer();
    await closing;
    expect((await deliveries(id)).map(({ state }) => state)).toEqual(["pending", "delivered"]);
    await deliver();
    expect(seqs()).toEqual([1, 2]);
  });

  test("breaks off what takes too long, which counts for nothing and is sent again", async () => {
    const { id } = await endpoint();
    const courier = startCourier(house);
    receiver.answer = () => new Promise(() => undefined);
    await change(await testPerson(house));
    await expect.poll(() => receiver.received.length).toBe(1);
    await courier.close(1);
    expect(await deliveries(id)).toMatchObject([{ state: "pending", attempts: 0 }]);
    receiver.answer = () => ({ status: 200 });
    await deliver();
    expect(seqs()).toEqual([1, 1]);
  });
});

describe("secrets", () => {
  test("two sign while one takes the other's place, for a day", async () => {
    const { id, secret } = await endpoint();
    const { secret: fresh } = await rotateSecret(await installation(house), { id });
    const person = await testPerson(house);
    await change(person);
    await deliver();
    const [one] = receiver.received;
    for (const each of [secret, fresh]) new Webhook(each).verify(one?.body ?? "", one?.headers ?? {});
    await change(person);
    clock.pass(86_400);
    await deliver();
    expect(one?.headers["webhook-signature"]?.split(" ")).toHaveLength(2);
    expect(receiver.received[1]?.headers["webhook-signature"]?.split(" ")).toHaveLength(1);
  });

  test("lie sealed in the database, bound to their endpoint", async () => {
    const [one, two] = [await endpoint(), await endpoint("/two")];
    const rows = await asAdmin(
      database.adminUrl,
      `select secret from webhook_endpoints where id in ('${one.id}', '${two.id}') order by created_at`,
    );
    const [first, second] = rows.map(({ secret }) => secret as Buffer) as [Buffer, Buffer];
    expect(first.toString("latin1")).not.toContain(one.secret.slice(6));
    expect(house.keys.open("webhooks", first, `webhook_endpoints/${one.id}`)).toBe(one.secret);
    expect(() => house.keys.open("webhooks", second, `webhook_endpoints/${one.id}`)).toThrow();
  });
});

describe("where it goes", () => {
  const four = (address: string) => [{ address, family: 4 as const }];

  test("a name that leads inside by the time of sending gets nothing", async () => {
    const ctx = await installation(house);
    const at = { url: "https://rebind.example/hooks", events: ["choice.changed" as const] };
    const { endpoint: row } = await createEndpoint(ctx, at, { resolve: async () => four("93.184.216.34") });
    made.push(row.id);
    await change(await testPerson(house));
    const resolve = async () => [...four("93.184.216.34"), ...four("127.0.0.1")];
    await deliverDue(house, { now: clock.now, resolve });
    expect(await deliveries(row.id)).toMatchObject([
      { state: "pending", status: null, reason: "refused_address" },
    ]);
    expect(await tryEndpoint(ctx, { id: row.id }, { resolve })).toMatchObject({
      ...{ ok: false, reason: "refused_address" },
    });
    expect(receiver.received).toEqual([]);
  });

  test("the name is asked once, and the connection goes to what was checked", async () => {
    const port = receiver.host.split(":")[1];
    const ctx = await installation(house);
    const at = { url: `http://hooks.internal:${port}/named`, events: ["choice.changed" as const] };
    made.push((await createEndpoint(ctx, at, { resolve: async () => four("127.0.0.1") })).endpoint.id);
    const person = await testPerson(house);
    await change(person, 5);
    let asked = 0;
    const resolve = async () => four(asked++ === 0 ? "127.0.0.1" : "127.0.0.2");
    await deliverDue(house, { now: clock.now, resolve });
    expect([asked, seqs("/named")]).toEqual([1, [1, 2, 3, 4, 5]]);
    expect(receiver.received[0]?.headers.host).toBe(`hooks.internal:${port}`);
  });
});

describe("again and for trial", () => {
  test("a time or one event is sent again with its id, in order; what waits is not touched", async () => {
    const { id } = await endpoint();
    const person = await testPerson(house);
    await change(person, 3);
    await deliver();
    const rows = (await deliveries(id)).reverse();
    const before = receiver.received.map(({ headers }) => headers["webhook-id"]);
    const ctx = await installation(house);
    expect(await replay(ctx, { id, from: rows[1]?.at })).toEqual({ count: 2 });
    await deliver();
    expect(await replay(ctx, { id, event: rows[0]?.event })).toEqual({ count: 1 });
    expect(await replay(ctx, { id, event: rows[0]?.event })).toEqual({ count: 0 });
    await deliver();
    expect(seqs()).toEqual([1, 2, 3, 2, 3, 1]);
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(before.length);
    await expect(replay(ctx, { id, from: new Date(5), to: new Date(5) })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  test("a trial is signed, says nothing, and changes nothing of how the endpoint fares", async () => {
    const { id, secret } = await endpoint();
    expect(await tryEndpoint(await installation(house), { id })).toMatchObject({ ok: true, status: 204 });
    const [one] = receiver.received;
    expect(new Webhook(secret).verify(one?.body ?? "", one?.headers ?? {})).toMatchObject({
      type: "endpoint.tried",
      data: {},
    });
    receiver.answer = () => ({ status: 410 });
    expect(await tryEndpoint(await installation(house), { id })).toMatchObject({ ok: false, status: 410 });
    expect(await readEndpoint(await installation(house), { id })).toMatchObject({ standing: "ok" });
    expect(await deliveries(id)).toEqual([]);
  });
});
