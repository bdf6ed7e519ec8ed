import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { TestDatabase } from "@/db/testing";
import { BASE } from "@/domain/brand/testing-folder";
import { rotateKeys } from "@/domain/keys";
import { TEST_SECRET, testHouse } from "@/domain/testing";
import { command } from "./staff";

let database: TestDatabase;
let close: () => Promise<void>;
const secret = randomBytes(48).toString("base64");
const folder = mkdtempSync(join(tmpdir(), "brand-"));

beforeAll(async () => {
  for (const [name, content] of Object.entries(BASE))
    if (!name.includes("/")) writeFileSync(join(folder, name), content);
  ({ database, close } = await testHouse());
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await rotateKeys(owner, { now: secret, before: TEST_SECRET });
  await owner.end();
});
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

/** The command as a person runs it. */
async function forthright(...words: string[]) {
  const env = { ...process.env, DATABASE_URL: database.appUrl, FORTHRIGHT_SECRET: secret };
  const program = join(import.meta.dirname, "forthright.js");
  const child = spawn(process.execPath, [program, "staff", ...words, "--brand", folder], { env });
  const code = new Promise<number | null>((done) => child.on("close", done));
  child.stdin.end();
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, out, err };
}

/** The same without a program of its own: what it says, answers and exits with. */
async function run(...args: string[]) {
  const said: string[] = [];
  const answers: unknown[] = [];
  const errors = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  const call = {
    args,
    json: false,
    brand: folder,
    say: said.push.bind(said),
    answer: answers.push.bind(answers),
  };
  try {
    const code = await command.run(call);
    return { code, said, answer: answers[0], err: errors.mock.calls.join("") };
  } finally {
    errors.mockRestore();
  }
}

describe("forthright staff", () => {
  beforeAll(() => {
    vi.stubEnv("DATABASE_URL", database.appUrl);
    vi.stubEnv("FORTHRIGHT_SECRET", secret);
    vi.spyOn(process, "chdir").mockImplementation(() => undefined);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  it("adds, lists, changes and disables", { timeout: 120_000 }, async () => {
    expect((await run("list")).said).toEqual(["Nobody works at the desk yet. See: forthright staff add"]);
    const added = await run("add", "sam@shop.example", "--role", "support", "--name", "Sam\u001b[31m Okafor");
    expect(added).toMatchObject({
      code: 0,
      err: "",
      said: [expect.stringContaining("sam@shop.example may sign in at /desk as support")],
    });
    expect((await run("add", "SAM@shop.example", "--role", "admin")).answer).toEqual({
      email: "SAM@shop.example",
      role: "admin",
      outcome: "changed",
    });
    expect(await run("disable", "sam@shop.example")).toMatchObject({
      code: 0,
      said: ["sam@shop.example is shut out, at once and everywhere."],
    });
    expect((await run("list")).said[0]).toMatch(
      /^admin {12}sam@shop.example {2}Sam\ufffd\[31m Okafor {2}disabled 20/,
    );
    expect(await run("disable", "nobody@shop.example")).toMatchObject({
      code: 1,
      said: [],
      err: expect.stringContaining("Nobody at the desk has this address."),
    });
    expect(await run("add", "no address", "--role", "admin")).toMatchObject({
      code: 1,
      err: expect.stringContaining("That is no email address."),
    });
  });

  it("is there as a program, and answers with JSON alone", { timeout: 120_000 }, async () => {
    const { code, out } = await forthright("add", "ana@shop.example", "--role", "auditor", "--json");
    expect({ code, answer: JSON.parse(out) }).toEqual({
      code: 0,
      answer: { email: "ana@shop.example", role: "auditor", outcome: "added" },
    });
  });

  it.each<[string[], string]>([
    [[], "Say what to do"],
    [["remove", "a@b.example"], "Say what to do"],
    [["list", "all"], "Say what to do"],
    [["add", "--role", "admin"], "Name one email address"],
    [["add", "a@b.example", "c@d.example", "--role", "admin"], "Name one email address"],
    [["add", "a@b.example"], "--role support | privacy_officer"],
    [["add", "a@b.example", "--role", "boss"], "--role support | privacy_officer"],
    [["disable"], "Name one email address"],
  ])("%j is wrong usage: %s", async (args, why) => {
    const call = { args, json: false, brand: folder, say: () => undefined, answer: () => undefined };
    await expect(command.run(call)).rejects.toThrow(why);
    await expect(command.run(call)).rejects.toMatchObject({ name: "UsageError" });
  });
});
