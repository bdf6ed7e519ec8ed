import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyWords } from "@/app/(customer)/requests/copy/copy-words";
import { audit } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { wordsFor } from "@/web/i18n";
import { observe } from "../access";
import type { Ctx } from "../context";
import { customerSealer } from "../customers/keys";
import { writeIdentifier, writeLink } from "../customers/store";
import { isDomainError } from "../errors";
import { field, shopSource, type TestShop, testItem, testShop } from "../held-data/testing";
import type { House } from "../house";
import { openRequest, prepareCopy } from "../requests";
import { testCustomer, testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { recordUses } from "../uses";
import { downloadCopy } from ".";

const MINUTE = 60_000;
const CANARY = "canary-ana-93";

let shop: TestShop;
let house: House;
let close: () => Promise<void>;
let ana: Ctx;
let ben: Ctx;
const folder = mkdtempSync(join(tmpdir(), "copy-"));

beforeAll(async () => {
  shop = await testShop(`
    create table customer (id int primary key, email text, phone text, name text);
    insert into customer values (1, 'ana@example.com', null, '${CANARY} <b>Ana</b>'), (2, 'ben@example.com', null, 'Ben');
    create table orders (id int, customer_id int, title text, total numeric, note text);
    insert into orders select n, 1 + n % 2, 'Order ' || n, n + 0.50, '=cmd' from generate_series(1, 5000) n;`);
  const own = "from customer where id = :customer_key::int";
  const hollow = await testDatabase();
  await hollow.drop();
  const brand = tinyBrand({
    sources: [
      shopSource({ url: shop.readUrl }),
      shopSource({
        id: "gone",
        name: "Old system",
        url: hollow.appUrl,
        find: { kind: "source", source: "shop" },
      }),
    ],
    items: [
      testItem({ id: "name", read: `select name ${own}`, mask: true, special: true }),
      testItem({ id: "phone", read: `select phone ${own}` }),
      testItem({ id: "points", read: "select 1", source: "gone" }),
      testItem({
        ...{ id: "orders", origin: "observed", sort: [{ column: "id", descending: true }] },
        read: "select id, title, total, note from orders where customer_id = :customer_key::int",
        fields: [
          field("id", { hide: true }),
          ...[
            field("title"),
            field("total", { format: "money" }),
            field("note", { page: false, mask: true }),
          ],
        ],
      }),
    ],
  });
  ({ house, close } = await testHouse({ brand }));
  [ana, ben] = [await testCustomer(house), await testCustomer(house)];
  await place(ana, { key: "1", email: "ana@example.com" });
  await place(ben, { key: "2", email: "ben@example.com" });
});
afterAll(async () => {
  await close();
  await shop.drop();
  rmSync(folder, { recursive: true });
});

/** What a sign-in leaves: where the person is found, and by what they are known. */
async function place(ctx: Ctx, { key, email }: { key: string; email: string }): Promise<void> {
  const customerId = ctx.subject?.id ?? "";
  await observe(ctx, "held_data.read", async (tx) => {
    const sealer = await customerSealer(tx, house.keys, customerId);
    for (const source of ["shop", "gone"]) {
      const lookup = house.keys.lookup("link", `${source}\0${key}`);
      await writeLink(tx, { customerId, sealer }, { source, key, lookup });
    }
    const known = { kind: "email", value: email, lookup: house.keys.lookup("email", email) };
    await writeIdentifier(
      tx,
      { customerId, sealer, stored: undefined },
      { ...known, verifiedAt: ctx.now, changedAt: null, told: false },
    );
  });
}

const words = () => copyWords(wordsFor({ locale: "en", timeZone: "UTC", now: ana.now }), "UTC");
const refusal = (act: Promise<unknown>) =>
  act.then(
    () => "nothing",
    (error: unknown) => (isDomainError(error) ? error.code : String(error)),
  );

async function files(ctx: Ctx): Promise<Record<string, string>> {
  const { token } = await prepareCopy(ctx);
  const { stream } = await downloadCopy(ctx, { token }, words());
  const file = join(folder, "copy.zip");
  writeFileSync(file, await buffer(stream));
  const program = `
import json, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
print(json.dumps({n: z.read(n).decode("utf-8") for n in z.namelist()}))`;
  return JSON.parse(execFileSync("python3", ["-c", program, file], { maxBuffer: 1e8 }).toString());
}

describe("a copy", () => {
  it("holds everything of this person from the live sources, unmasked, and nothing of another", async () => {
    await openRequest(ana, { kind: "object", text: "No profiling, please" });
    const found = await files(ana);
    const data = JSON.parse(found["data.json"] ?? "");
    const [name, phone, points, orders] = data.held;
    expect(name).toMatchObject({ state: "included", value: `${CANARY} <b>Ana</b>`, special_category: true });
    expect(phone).toMatchObject({ state: "nothing_held" });
    expect(points).toMatchObject({ state: "not_included", source: { name: "Old system" } });
    expect(orders.records).toHaveLength(2500);
    expect(orders.records[0]).toEqual({ title: "Order 5000", total: "5000.50", note: "=cmd" });
    expect(orders.complete).toBe(true);
    expect(data.known_by).toMatchObject([{ kind: "email", value: "ana@example.com" }]);
    expect(data.requests).toMatchObject([
      { kind: "copy", state: "ready" },
      { kind: "object", text: "No profiling, please" },
    ]);
    expect(data.choices.map((one: { purpose: string }) => one.purpose)).toContain("offers");
    expect(data.activity.map((one: { event?: string }) => one.event)).toContain("copy_ready");
    const table = (found["lists/orders.csv"] ?? "").split("\r\n");
    expect(table).toHaveLength(2502);
    expect(table[1]).toBe(`"Order 5000","5000.50","'=cmd"`);
    const page = found["index.html"] ?? "";
    expect(page).toContain(`${CANARY} &lt;b&gt;Ana&lt;/b&gt;`);
    expect(page.match(/<tr><td>/gu)).toHaveLength(2500);
    expect(page).toMatch(/Not included\.<\/b> Old system/u);
    expect(JSON.stringify(found)).not.toMatch(/Ben|ben@example/u);
    expect(JSON.stringify(await files(ben))).not.toContain(CANARY);
  });

  it("has the whole history, however long", async () => {
    const system: Ctx = { ...ana, actor: { kind: "system", job: "demo" } };
    const uses = Array.from({ length: 130 }, (_, n) => ({
      ...{ purpose: "offers", channel: "email", items: ["name"], title: `Letter ${n}` },
      occurredAt: new Date(ana.now.getTime() - n * MINUTE),
    }));
    await recordUses(system, uses);
    const data = JSON.parse((await files(ana))["data.json"] ?? "");
    const titles = data.activity.filter((one: { kind: string }) => one.kind === "use");
    expect(titles.map((one: { title: string }) => one.title)).toEqual(uses.map((use) => use.title));
  });
});

describe("its link", () => {
  it("works once", async () => {
    const { token } = await prepareCopy(ana);
    const { stream, fileName } = await downloadCopy(ana, { token }, words());
    stream.destroy();
    expect(fileName).toMatch(/^my-data-\d{4}-\d\d-\d\d\.zip$/u);
    expect(await refusal(downloadCopy(ana, { token }, words()))).toBe("gone");
  });

  it("works once for fifty who press at the same time", async () => {
    const { token } = await prepareCopy(ana);
    const press = () =>
      downloadCopy(ana, { token }, words()).then(
        ({ stream }) => {
          stream.destroy();
          return "given";
        },
        (error: unknown) => (isDomainError(error) ? error.code : String(error)),
      );
    const answers = await Promise.all(Array.from({ length: 50 }, press));
    expect(answers.filter((one) => one === "given")).toHaveLength(1);
    expect(new Set(answers)).toEqual(new Set(["given", "gone"]));
  });

  it("works for 15 minutes, for this person, and is not kept in the clear", async () => {
    const { token, expiresAt } = await prepareCopy(ana);
    expect(expiresAt.getTime() - ana.now.getTime()).toBe(15 * MINUTE);
    expect(await refusal(downloadCopy(ben, { token }, words()))).toBe("not_found");
    const later = { ...ana, now: expiresAt };
    expect(await refusal(downloadCopy(later, { token }, words()))).toBe("expired");
    const lines = await observe(ana, "activity.read", (tx) => tx.select().from(audit));
    expect(JSON.stringify(lines)).not.toContain(token);
    expect(lines.map((line) => line.act)).toContain("copy.prepare");
  });

  it("needs a sign-in of the last five minutes", async () => {
    const at = (minutes: number): Ctx => ({
      ...ana,
      authTime: new Date(ana.now.getTime() - minutes * MINUTE),
    });
    expect(await refusal(prepareCopy(at(5.01)))).toBe("step_up_required");
    expect(await refusal(prepareCopy({ ...ana, authTime: null }))).toBe("step_up_required");
    expect(await refusal(prepareCopy(at(5)))).toBe("nothing");
  });

  it("is made twenty times a day and no more", async () => {
    const eager = await testCustomer(house);
    const answers: string[] = [];
    for (let n = 0; n < 22; n += 1) answers.push(await refusal(prepareCopy(eager)));
    expect(answers.filter((one) => one === "nothing")).toHaveLength(20);
    expect(answers.slice(20)).toEqual(["rate_limited", "rate_limited"]);
    const tomorrow = new Date(eager.now.getTime() + 24 * 60 * MINUTE + 1);
    expect(await refusal(prepareCopy({ ...eager, now: tomorrow, authTime: tomorrow }))).toBe("nothing");
  });

  it("is for customers only", async () => {
    const officer: Ctx = { ...ana, actor: { kind: "privacy_officer", id: "o" } };
    expect(await refusal(prepareCopy(officer))).toBe("forbidden");
    expect(await refusal(prepareCopy({ ...ana, subject: ben.subject }))).toBe("forbidden");
  });
});
