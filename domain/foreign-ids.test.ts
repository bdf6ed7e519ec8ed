import { PgDeleteBase, PgSelectBase, PgUpdateBase } from "drizzle-orm/pg-core";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { TestDatabase } from "@/db/testing";
import { observe } from "./access";
import { listActivity, readAllActivity } from "./activity";
import * as choices from "./choices";
import { type Person, testPerson } from "./choices/testing";
import { readAccount, readAddresses, readIdentifiers, setLocale } from "./customers";
import { cancelCorrection, confirmCorrection, listHeldData } from "./held-data";
import { testItem } from "./held-data/testing";
import { keepWaiting } from "./held-data/waiting";
import type { House } from "./house";
import * as requests from "./requests";
import { endOtherSessions, endSession, listSessions, signOut, startStepUp, stepUpByCode } from "./sessions";
import { testHouse } from "./testing";
import { tinyBrand } from "./testing-brand";
import { readUses, recordUses } from "./uses";

/**
 * Ana acts with Ben's ids: with both walls, with every `where` of the queries taken out so that the wall in
 * the database alone keeps what is Ben's, and with that wall taken down so that the queries alone do.
 */
const MARK = "mark-7c1e";
const email = testItem({ id: "email", read: "select 1", source: "shop" });
let house: House;
let database: TestDatabase;
let close: () => Promise<void>;
let ana: Person;
let ben: Person;
let bens: { request: string; copy: string; act: string; correction: string; session: string };

async function furnish(person: Person) {
  const name = `${MARK} of ${person.subject.id}`;
  const { id } = await requests.openRequest(person, { kind: "complain", text: name });
  await requests.writeToRequest(person, { id, text: name });
  const { token } = await requests.prepareCopy(person);
  const done = await choices.setChoice(person, { purpose: "offers", channel: "email", to: "on" });
  await choices.setChoice(person, { purpose: "news", channel: "email", to: "on" });
  await setLocale(person, { locale: "de" });
  const system = { ...person, actor: { kind: "system", job: "test" } } as const;
  await recordUses(system, [
    {
      purpose: "offers",
      channel: "email",
      title: name,
      items: ["email"],
      occurredAt: person.now,
    },
  ]);
  const waiting = await observe(person, "held_data.read", (tx) =>
    keepWaiting(tx, person, {
      item: email,
      code: "12345678",
      asked: { address: `${MARK}@example.com`, values: {} },
    }),
  );
  return {
    request: id,
    copy: token,
    act: done.act ?? "",
    correction: waiting.id,
    session: person.actor.kind === "customer" ? person.actor.sessionId : "",
  };
}

beforeAll(async () => {
  ({ house, database, close } = await testHouse({ brand: tinyBrand({ items: [email] }) }));
  [ana, ben] = [await testPerson(house), await testPerson(house)];
  await furnish(ana);
  bens = await furnish(ben);
});
afterAll(() => close());

/** All that is kept of Ben, as the superuser sees it. */
async function allOfBen(): Promise<string> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ table: string }>(
      `select c.relname as table from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'customer_id'
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
    );
    const kept: unknown[] = [];
    for (const { table } of rows)
      kept.push(
        await client
          .query(`select t::text from ${table} t where customer_id = $1 order by 1`, [ben.subject.id])
          .then((found) => [table, found.rows]),
      );
    return JSON.stringify(kept);
  } finally {
    await client.end();
  }
}

/** Everything that Ana may ask for or do, with Ben's ids wherever an id is wanted. */
const verbs: Record<string, () => Promise<unknown>> = {
  listChoices: () => choices.listChoices(ana, { saved: bens.act, seen: 0 }),
  listRequests: () => requests.listRequests(ana),
  readAllRequests: () => requests.readAllRequests(ana),
  readRequest: () => requests.readRequest(ana, { id: bens.request }),
  listActivity: () => listActivity(ana, {}),
  readAllActivity: async () => {
    const all: unknown[] = [];
    for await (const part of readAllActivity(ana)) all.push(...part);
    return all;
  },
  readAccount: () => readAccount(ana),
  readAddresses: () => observe(ana, "account.read", (tx) => readAddresses(tx, ana)),
  readIdentifiers: () => observe(ana, "account.read", (tx) => readIdentifiers(tx, ana)),
  readUses: () => observe(ana, "choice.read", (tx) => readUses(tx, ana)),
  listSessions: () => listSessions(ana),
  listHeldData: () => listHeldData(ana),
  undoAct: () => choices.undoAct(ana, { act: bens.act }),
  setChoice: () => choices.setChoice(ana, { purpose: "offers", channel: "sms", to: "on" }),
  cancelPending: () => choices.cancelPending(ana, { purpose: "news", channel: "email" }),
  objectTo: () => choices.objectTo(ana, { purpose: "reviews", channel: "email" }),
  setFrequency: () => choices.setFrequency(ana, { purpose: "offers", frequency: "weekly" }),
  stopMarketing: () => choices.stopMarketing(ana, {}),
  writeToRequest: () => requests.writeToRequest(ana, { id: bens.request, text: "hello" }),
  openRequest: () => requests.openRequest(ana, { kind: "limit" }),
  spendCopyLink: () => requests.spendCopyLink(ana, { token: bens.copy }),
  confirmCorrection: () => confirmCorrection(ana, { correction: bens.correction, code: "12345678" }),
  cancelCorrection: () => cancelCorrection(ana, { correction: bens.correction }),
  setLocale: () => setLocale(ana, { locale: "en" }),
  endSession: () => endSession(ana, { id: bens.session }),
  endOtherSessions: () => endOtherSessions(ana),
  startStepUp: () => startStepUp(ana),
  stepUpByCode: () => stepUpByCode(ana, { code: "00000000" }),
  signOut: () => signOut(ana),
};

/** What an answer shows of Ben: his id, his words, his secrets. */
function shownOfBen(answer: unknown): string[] {
  const text = JSON.stringify(answer) ?? "";
  return [ben.subject.id, ...Object.values(bens)].filter((own) => text.includes(own));
}

async function tryAll(): Promise<Record<string, string>> {
  const outcomes: Record<string, string> = {};
  const before = await allOfBen();
  for (const [name, verb] of Object.entries(verbs)) {
    const answer = await verb().catch((error) => ({ refused: error?.code ?? String(error) }));
    expect({ name, shown: shownOfBen(answer) }).toEqual({ name, shown: [] });
    outcomes[name] =
      answer && typeof answer === "object" && "refused" in answer ? String(answer.refused) : "done";
    expect({ name, kept: await allOfBen() }).toEqual({ name, kept: before });
  }
  return outcomes;
}

describe("with Ben's ids", () => {
  it("Ana finds nothing and changes nothing of his", async () => {
    const outcomes = await tryAll();
    for (const name of ["readRequest", "undoAct", "writeToRequest", "spendCopyLink", "endSession"])
      expect({ name, outcome: outcomes[name] }).toEqual({ name, outcome: "not_found" });
    for (const name of ["listChoices", "listRequests", "listActivity", "listSessions", "openRequest"])
      expect({ name, outcome: outcomes[name] }).toEqual({ name, outcome: "done" });
  });

  it("not even with every filter of the queries taken out", async () => {
    const unfiltered = [PgSelectBase, PgUpdateBase, PgDeleteBase].map((query) =>
      vi.spyOn(query.prototype, "where").mockImplementation(function (this: never) {
        return this;
      }),
    );
    try {
      const outcomes = await tryAll();
      expect(outcomes.listRequests).toBe("done");
      for (const where of unfiltered) expect(where.mock.calls.length).toBeGreaterThan(0);
    } finally {
      vi.restoreAllMocks();
    }
  });

  it("not even with the wall in the database taken down", async () => {
    const client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    await client.query(`do $$ declare t regclass; begin
      for t in select oid from pg_class where relrowsecurity loop
        execute format('alter table %s disable row level security', t);
      end loop; end $$`);
    await client.end();
    const outcomes = await tryAll();
    for (const name of ["readRequest", "undoAct", "writeToRequest", "spendCopyLink", "endSession"])
      expect({ name, outcome: outcomes[name] }).toEqual({ name, outcome: "not_found" });
  });
});
