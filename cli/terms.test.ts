import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestDatabase } from "@/db/testing";
import { dayIn } from "@/domain/brand";
import { mustLoadBrand } from "@/domain/brand/load";
import { ENV, writeFolder } from "@/domain/brand/testing-folder";
import { setChoice } from "@/domain/choices";
import { type Person, testPerson } from "@/domain/choices/testing";
import type { House } from "@/domain/house";
import { decideTerms, listStandings, publishFirst } from "@/domain/terms";
import { secondHouse, testHouse } from "@/domain/testing";
import { command } from "./terms";
import { publishHere } from "./terms/publish";

const made = mkdtempSync(join(tmpdir(), "terms-"));
afterAll(() => rmSync(made, { recursive: true }));

interface Told {
  code: number;
  lines: string[];
  value: { findings?: { point: string | null; kind: string; stops: boolean }[] } & Record<string, unknown>;
}

async function forthright(folder: string, ...args: string[]): Promise<Told> {
  const told: Told = { code: 0, lines: [], value: {} };
  const call = callOn(folder, args, told);
  told.code = await command.run(call);
  return told;
}

const callOn = (folder: string, args: string[], told: Told) => ({
  args,
  json: false,
  brand: folder,
  say: (line: string) => void told.lines.push(line),
  answer: (value: unknown) => void Object.assign(told.value, value),
});

describe("forthright terms", () => {
  const folder = join(made, "small");
  const summary = join(folder, "terms/privacy/2026-01-01/summary.en.yaml");
  const full = join(folder, "terms/privacy/2026-01-01/full.en.md");
  beforeAll(() => writeFolder(folder, {}));

  it("names a line whose clause changed, accepts it, and keeps the rest of the file", async () => {
    expect(await forthright(folder, "check")).toMatchObject({ code: 0, value: { ok: true } });
    const before = readFileSync(full, "utf8");
    writeFileSync(full, before.replace("for a year", "for two years"));
    const stale = await forthright(folder, "check");
    expect(stale).toMatchObject({ code: 1, value: { ok: false } });
    expect(stale.lines[0]).toMatch(/^privacy 2026-01-01 en keep: A clause of this point has changed/u);
    const yaml = readFileSync(summary, "utf8");
    expect(await forthright(folder, "accept", "privacy", "2026-01-01", "keep")).toMatchObject({ code: 0 });
    expect(readFileSync(summary, "utf8").replace(/checked: "\w+"/u, "")).toBe(
      yaml.replace(/checked: "\w+"/u, ""),
    );
    expect(await forthright(folder, "check")).toMatchObject({ code: 0 });
    const again = await forthright(folder, "accept", "privacy", "2026-01-01", "--all");
    expect(again).toMatchObject({ code: 0, value: { changed: false } });
  });

  it("tells the difference between two versions", async () => {
    const next = join(folder, "terms/privacy/2026-02-01");
    cpSync(join(folder, "terms/privacy/2026-01-01"), next, { recursive: true });
    writeFileSync(join(next, "full.en.md"), readFileSync(full, "utf8").replace("two years", "three years"));
    writeFileSync(join(next, "summary.en.yaml"), `changed: Longer.\n${readFileSync(summary, "utf8")}`);
    const { code, lines } = await forthright(folder, "diff", "privacy", "2026-01-01", "2026-02-01");
    expect(code).toBe(0);
    expect(lines).toContain("  We keep your orders for [-two-] {+three+} years.");
    rmSync(next, { recursive: true });
  });

  it.each<[string[], string]>([
    [[], "check, accept, publish or diff"],
    [["check", "privacy"], "no words"],
    [["accept", "privacy", "2026-01-01"], "--all"],
    [["accept", "privacy", "2026-01-01", "keep", "--all"], "--all"],
    [["accept", "privacy", "2026-01-01", "nothing"], "There are: keep"],
    [["accept", "privacy", "2026-01-01", "--all", "--locale", "fr"], "summary.fr.yaml"],
    [["accept", "cookies", "2026-01-01", "--all"], "privacy"],
    [["publish", "privacy"], "a document and a version"],
    [["publish", "privacy", "2026-09-09"], "2026-01-01"],
    [["diff", "privacy", "2026-01-01"], "two versions"],
  ])("%j is wrong usage: %s", async (args, why) => {
    await expect(forthright(folder, ...args)).rejects.toThrow(why);
    await expect(forthright(folder, ...args)).rejects.toMatchObject({ name: "UsageError" });
  });

  it("is a command of the program", { timeout: 60_000 }, () => {
    const program = join(import.meta.dirname, "forthright.js");
    const ran = spawnSync(process.execPath, [program, "terms", "check", "--brand", folder, "--json"]);
    expect(ran.status).toBe(0);
    expect(JSON.parse(String(ran.stdout))).toEqual({ ok: true, findings: [] });
  });
});

const real = resolve(import.meta.dirname, "../../shared/brands/chinook");

describe.skipIf(!existsSync(real))("a real notice in two versions (skipped where it is not at hand)", () => {
  const folder = join(made, "real");
  const notice = join(folder, "terms/privacy-notice");
  const env = { CHINOOK_DATABASE_URL: "postgres://r@db/c", CHINOOK_WRITE_URL: "postgres://w@db/c" };
  const load = () => mustLoadBrand(folder, (name) => env[name as keyof typeof env] ?? ENV.SHOP_URL);
  let today: string;
  let database: TestDatabase;
  let house: House;
  let close: () => Promise<void>;

  beforeAll(async () => {
    cpSync(real, folder, { recursive: true });
    renameSync(join(notice, "2023-04-20"), join(made, "2023-04-20"));
    const document = join(notice, "document.yaml");
    writeFileSync(document, readFileSync(document, "utf8").replace(/agreement: \w+/u, "agreement: required"));
    ({ house, database, close } = await testHouse({ brand: await load() }));
    today = dayIn(new Date(), house.brand.timeZone);
    await publishFirst(house.db, house.brand);
  });
  afterAll(() => close());

  const publish = async (next: House): Promise<Told> => {
    const told: Told = { code: 0, lines: [], value: {} };
    told.code = await publishHere(callOn(folder, [], told), next, {
      document: "privacy-notice",
      version: today,
    });
    return told;
  };

  it("is agreed to, changes, and tells the person what of it concerns them", async () => {
    const ana = await testPerson(house);
    await setChoice(ana, { purpose: "offers", channel: "email", to: "on" });
    const [first] = await listStandings(ana);
    expect(first).toMatchObject({ wants: "ask", now: { version: "2022-07-18" } });
    const hash = first?.now.hash ?? "";
    await decideTerms(ana, { document: "privacy-notice", version: "2022-07-18", hash, decision: "agree" });
    mkdirSync(join(notice, today));
    cpSync(join(made, "2023-04-20"), join(notice, today), { recursive: true });
    const accepted = await forthright(folder, "accept", "privacy-notice", today, "--all");
    expect(accepted).toMatchObject({ code: 0, value: { changed: true } });
    await forthright(folder, "accept", "privacy-notice", "2022-07-18", "--all");
    const next = await secondHouse(database, { brand: await load() });
    expect(await publish(next)).toMatchObject({ code: 0, value: { published: true, changed: true } });
    const her: Person = { ...ana, house: next, now: new Date() };
    const [standing] = await listStandings(her);
    expect(standing).toMatchObject({
      wants: "ask",
      agreed: { version: "2022-07-18" },
      now: { version: today },
    });
    expect(standing?.changes?.since.what).toBe("agreed");
    const ids = (list: { kind: string; point: { id: string } }[] = []) =>
      list.map(({ kind, point }) => [point.id, kind]);
    // Nothing is held about her in a source, so the new line on invoices concerns others.
    expect(ids(standing?.changes?.yours)).toEqual([["figures", "new"]]);
    expect(ids(standing?.changes?.others)).toEqual([
      ["network-address", "clause"],
      ["sign-up", "clause"],
      ["rights", "clause"],
      ["retention", "new"],
      ["deleted-content", "reworded"],
    ]);
    await next.rooms.get("queue")?.close();
    await next.db.pool.end();
  });

  it("with “60 days” made “90 days”, one line alone is named, and publishing refuses", async () => {
    const coming = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    cpSync(join(notice, today), join(notice, coming), { recursive: true });
    const full = join(notice, coming, "full.en.md");
    const text = readFileSync(full, "utf8");
    const clause = text.indexOf("## What happens when you delete content");
    writeFileSync(full, text.slice(0, clause) + text.slice(clause).replace("60 days", "90 days"));
    const { code, value } = await forthright(folder, "check");
    expect(code).toBe(1);
    const stops = value.findings?.filter(({ stops }) => stops).map(({ point, kind }) => [point, kind]);
    expect(stops).toEqual([["deleted-content", "stale"]]);
    expect(value.findings?.filter(({ kind }) => kind === "numbers").map(({ point }) => point)).toEqual([
      "deleted-content",
    ]);
    const next = await secondHouse(database, { brand: await load() });
    const told: Told = { code: 0, lines: [], value: {} };
    told.code = await publishHere(callOn(folder, [], told), next, {
      document: "privacy-notice",
      version: coming,
    });
    expect(told).toMatchObject({ code: 1, value: { published: false } });
    expect(told.lines.join("\n")).toContain("deleted-content");
    await next.rooms.get("queue")?.close();
    await next.db.pool.end();
  });
});
