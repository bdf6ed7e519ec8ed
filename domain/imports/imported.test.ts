import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withSight } from "@/db/client";
import { choiceEvents } from "@/db/schema/choices";
import { identifiers } from "@/db/schema/customers";
import { listActivity } from "../activity";
import { decideMany, openEvidence, setChoice, setFrequency } from "../choices";
import { writeTold } from "../choices/tell";
import { cellOf, eventsOf, joinRecords, type Person, testPerson } from "../choices/testing";
import { testSystem } from "../choices/testing-system";
import { readTold } from "../choices/told-facts";
import { customerSealer } from "../customers/keys";
import type { House } from "../house";
import { testCustomer, testHouse } from "../testing";
import { commandContext, exportChoices, importChoices } from "./index";
import { bring } from "./testing";

let house: House;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ house, close } = await testHouse());
});
afterAll(() => close());

const folder = mkdtempSync(join(tmpdir(), "imported-"));
let files = 0;

async function shopify(rows: string, map = ["offers:email=Accepts Email Marketing"]) {
  files += 1;
  const path = join(folder, `${files}.csv`);
  writeFileSync(path, `Email,Phone,Accepts Email Marketing,Accepts SMS Marketing\n${rows}\n`);
  return bring(house, { path, tool: "shopify", map });
}

/** Somebody signed in whom an import knows by the address. */
async function person(email: string): Promise<Person> {
  const ctx = await testCustomer(house);
  await withSight(house.db, { subjects: [ctx.subject.id] }, async (tx) => {
    const sealer = await customerSealer(tx, house.keys, ctx.subject.id);
    await tx.insert(identifiers).values({
      ...{ customerId: ctx.subject.id, id: ctx.subject.id, kind: "email" },
      lookup: house.keys.lookup("email", email),
      sealed: sealer.seal("identifiers.email", email),
    });
  });
  return ctx;
}

const on = { purpose: "offers", channel: "email", to: "on" } as const;
const off = { ...on, to: "off" } as const;

describe("what the customer did here", () => {
  it("is never turned on again by a file, and a no in one does not beat a later yes", async () => {
    const ana = await person("ana@here.example");
    await setChoice(ana, on);
    await setChoice(ana, off);
    expect((await shopify("ana@here.example,,yes,")).counts).toMatchObject({ kept: 1, on: 0 });
    await setChoice(ana, on);
    expect((await shopify("ANA@here.example,,no,")).counts).toMatchObject({ kept: 1, off: 0 });
    expect((await eventsOf(ana)).map(({ act }) => act)).toEqual(["grant", "withdraw", "grant"]);
  });
});

describe("somebody with two records", () => {
  const until = new Date(Date.UTC(new Date().getFullYear() + 1, 11, 1));

  /** A yes with the moment at which it was said. */
  async function klaviyo(rows: string) {
    files += 1;
    const path = join(folder, `${files}.csv`);
    writeFileSync(path, `Email,Email Marketing Consent,Email Marketing Consent Timestamp\n${rows}\n`);
    return bring(house, { path, tool: "klaviyo", map: ["offers:email=Email Marketing Consent"] });
  }

  async function tells(ctx: Person, states: readonly ("granted" | "paused")[]) {
    const choices = states.map((state) => ({
      ...{ purpose: "offers", channel: "email", state, until: state === "paused" ? until : null },
      occurredAt: new Date("2020-01-01T00:00:00Z"),
      evidence: { method: "checkout", wording: "Yes, send me offers.", locale: "en" },
    }));
    const { facts } = await readTold(house, { id: ctx.subject.id }, choices);
    if (!facts) throw new Error("nobody");
    await writeTold(await testSystem(house), { facts, choices });
  }

  it("keeps the pause of the other one when a newer yes is brought in", async () => {
    const [older, younger] = [await person("ida@here.example"), await person("ida2@here.example")];
    await shopify("ida@here.example,,yes,");
    await tells(younger, ["granted", "paused"]);
    const both = await joinRecords(older, younger);
    expect(await cellOf(both, "offers", "email")).toMatchObject({ on: true, pausedUntil: until });
    const { counts } = await klaviyo("ida@here.example,SUBSCRIBED,2022-03-04 05:06:07");
    expect(counts).toMatchObject({ on: 1 });
    expect(await cellOf(both, "offers", "email")).toMatchObject({ on: true, pausedUntil: until });
    expect((await eventsOf(older)).at(-1)).toMatchObject({ act: "grant", pausedUntil: until });
  });

  it("is left as it is where they acted here on the one that had said nothing, and the file goes on", async () => {
    const [older, younger] = [await person("joe@here.example"), await person("joe2@here.example")];
    await shopify("joe2@here.example,,yes,");
    const both = await joinRecords(older, younger);
    await setFrequency(both, { purpose: "offers", frequency: "monthly" });
    const dated = "SUBSCRIBED,2022-03-04 05:06:07";
    const { counts } = await klaviyo(`joe@here.example,${dated}\nkim@here.example,${dated}`);
    expect(counts).toMatchObject({ unchanged: 1, on: 1 });
    expect((await eventsOf(older)).every(({ act }) => act === "frequency")).toBe(true);
  });
});

describe("what was brought in", () => {
  it("is shown as that, with the tool, never as the customer's own click", async () => {
    const cyd = await person("cyd@here.example");
    await shopify("cyd@here.example,,yes,");
    expect((await cellOf(cyd, "offers", "email")).last).toMatchObject({ by: "import", tool: "shopify" });
    const { entries } = await listActivity(cyd, {});
    expect(entries[0]).toMatchObject({ kind: "choice", by: "brand", via: "import", tool: "shopify" });
  });

  it("says in its evidence which file, line and moment, and not more than the file does", async () => {
    const dan = await person("dan@here.example");
    const { sha256 } = await shopify("x@here.example,,,\ndan@here.example,,yes,");
    const [event] = await eventsOf(dan);
    const sealer = await withSight(house.db, { subjects: [dan.subject.id] }, (tx) =>
      customerSealer(tx, house.keys, dan.subject.id),
    );
    expect(event && openEvidence(sealer, event)).toEqual({
      ...{ method: "import", tool: "shopify", file: `${files}.csv`, sha256, line: "3" },
      ...{ said: "yes", said_at: "unknown" },
    });
    expect(event).toMatchObject({
      actorKind: "import",
      actorId: "shopify",
      viaKind: "import",
      occurredAt: null,
    });
  });

  it("answers decisions: a yes is one, a no is one, and it names nobody as its author", async () => {
    await shopify("eli@here.example,,yes,\nfay@here.example,,no,");
    const ask = (email: string) => ({ customer: { email }, purpose: "offers", channel: "email", items: [] });
    const ctx = await commandContext(house);
    const key = {
      ...ctx,
      actor: { kind: "api_key", keyId: "k", name: "mail", scopes: ["decisions"], proof: Buffer.alloc(32) },
    } as const;
    const [yes, no] = await decideMany(key, [ask("eli@here.example"), ask("fay@here.example")]);
    expect(yes).toMatchObject({ decision: "allow", reason: "granted" });
    expect(yes?.because).toContain("another tool's export says, nobody knows when");
    expect(no).toMatchObject({ decision: "deny", reason: "withdrawn" });
  });

  it("does not reach another number than the one it was said for", async () => {
    const map = ["offers:sms=Accepts SMS Marketing"];
    await shopify("gus@here.example,+353861110010,,yes", map);
    expect((await shopify("gus@here.example,+353861110011,,yes", map)).counts).toMatchObject({
      unchanged: 1,
    });
    await shopify("hal@here.example,+353861110012,,no", map);
    expect((await shopify("hal@here.example,+353861110013,,no", map)).counts).toMatchObject({ unchanged: 1 });
  });
});

describe("who may", () => {
  it("only the command: not the customer, nor a system's key", async () => {
    const ana = await testPerson(house);
    const input = { path: join(folder, "1.csv"), tool: "shopify", map: ["offers:email=Email"] } as const;
    for (const dryRun of [true, false])
      await expect(importChoices(ana, { ...input, dryRun })).rejects.toMatchObject({ code: "forbidden" });
    await expect(exportChoices(ana, "csv")).rejects.toMatchObject({ code: "forbidden" });
  });

  it("nobody writes through an import whose secret was not presented", async () => {
    const ana = await testPerson(house);
    const rows = await house.db.pool.query("select id from imports limit 1");
    const write = withSight(house.db, { subjects: [ana.subject.id] }, (tx) =>
      tx.insert(choiceEvents).values({
        ...{
          customerId: ana.subject.id,
          seq: 0,
          id: ana.subject.id,
          actId: ana.subject.id,
          purpose: "offers",
        },
        ...{ channel: "email", act: "grant", state: "unset", actorKind: "import", actorId: "shopify" },
        ...{
          viaKind: "import",
          viaId: rows.rows[0].id,
          shownHash: "0".repeat(64),
          locale: "en",
          brandHash: "",
        },
        ...{ terms: "{}", evidence: Buffer.of(1), at: new Date(), hash: Buffer.alloc(0) },
      }),
    );
    await expect(write).rejects.toMatchObject({ cause: { code: "FT002" } });
  });
});

describe("what is wrong with a file is said", () => {
  it.each<[string, string[], string, RegExp]>([
    [
      "Mail,Status\na@b.example,yes",
      ["offers:email=Status"],
      "shopify",
      /no column “Email”. It has: mail, status/u,
    ],
    ["Email,Status\na@b.example,yes", ["offers:email=Statuss"], "shopify", /no column “Statuss”/u],
    ["Email,Status\na@b.example,yes", ["offer:email=Status"], "shopify", /no purpose “offer”/u],
    ["Email,Status\na@b.example,yes", ["tax:email=Status"], "shopify", /not the customer's to decide/u],
    ["Email,Status\na@b.example,yes", ["offers:post=Status"], "shopify", /not offered/u],
    ["Email,Status\na@b.example,yes", ["offers=Status"], "shopify", /not offered/u],
    ["Email,Status\na@b.example,yes", ["offers:email"], "shopify", /is no mapping/u],
    ["Email,Status\na@b.example,yes", [], "shopify", /Say with --map/u],
    [
      "Email,Status\na@b.example,yes",
      ["offers:email=Status", "offers:email=Email"],
      "shopify",
      /mapped twice/u,
    ],
    ["Email,Status\na@b.example,yes", ["offers:email=Status"], "forthright", /leave out --map/u],
    ["Email\na@b.example", ["offers:email=status"], "mailchimp", /neither subscribed/u],
    [
      'Email,Status\n"a@b.example,yes\nc@d.example,no',
      ["offers:email=Status"],
      "shopify",
      /line 2: a quote/u,
    ],
    [
      "email,_cio_subscription_preferences_computed\n",
      ["offers:email=_cio_subscription_preferences_computed.topics.a"],
      "customerio",
      /worked out by Customer.io/u,
    ],
  ])("%j by %j", async (content, map, tool, says) => {
    const path = join(folder, "wrong.csv");
    writeFileSync(path, content);
    await expect(bring(house, { path, tool, map, dryRun: true })).rejects.toThrow(says);
  });

  it("with where it stands and what is there, addresses masked", async () => {
    const report = await shopify(
      "ida@here.example,,perhaps,\nno address,,yes,\nida@here.example,,yes,,,more",
    );
    expect(report.counts).toMatchObject({ unclear: 1, no_address: 1, broken: 1, on: 0 });
    expect(report.examples.map(({ outcome, line, address, word }) => [outcome, line, address, word])).toEqual(
      [
        ["unclear", 2, "i•••@here.example", "perhaps"],
        ["no_address", 3, "", ""],
        ["broken", 4, "", ""],
      ],
    );
    expect(JSON.stringify(report)).not.toContain("ida@");
  });
});
