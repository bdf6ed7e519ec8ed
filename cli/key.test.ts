import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asAdmin, type TestDatabase } from "@/db/testing";
import { BASE } from "@/domain/brand/testing-folder";
import { rotateKeys } from "@/domain/keys";
import { TEST_SECRET, testHouse } from "@/domain/testing";
import { command } from "./key";

let database: TestDatabase;
let close: () => Promise<void>;
const secret = randomBytes(48).toString("base64");
const folder = mkdtempSync(join(tmpdir(), "brand-"));

beforeAll(async () => {
  for (const [name, content] of Object.entries(BASE)) {
    if (!name.includes("/")) writeFileSync(join(folder, name), content);
  }
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

async function forthright(...words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const env = { ...process.env, DATABASE_URL: database.appUrl, FORTHRIGHT_SECRET: secret };
  const program = join(import.meta.dirname, "forthright.js");
  const child = spawn(process.execPath, [program, "key", ...words, "--brand", folder], { env });
  const code = new Promise<number | null>((done) => child.on("close", done));
  child.stdin.end();
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, out, err };
}

describe("forthright key", () => {
  it("makes, lists, rotates and revokes a key, and each is in the audit", { timeout: 180_000 }, async () => {
    const made = await forthright("create", "--name", "Mail system", "--scopes", "decisions,uses:write");
    expect(made).toMatchObject({ code: 0, err: "" });
    const [first = ""] = made.out.split("\n");
    expect(first).toMatch(/^frt_[0-9a-z]{8}_[A-Za-z0-9_-]{43}$/u);
    const again = await forthright("create", "--name", "Mail system", "--scopes", "decisions");
    expect(again.code).toBe(1);
    expect(again.err).toContain("another name");
    const rotated = JSON.parse(
      (await forthright("rotate", first.slice(0, 12), "--overlap", "P1D", "--json")).out,
    );
    expect(rotated).toMatchObject({ name: "Mail system", scopes: ["decisions", "uses:write"] });
    const revoked = await forthright("revoke", first.slice(0, 12));
    expect(revoked).toMatchObject({ code: 0, err: "" });
    expect(revoked.out).toContain("is revoked");
    expect((await forthright("revoke", first.slice(0, 12))).err).toContain("over already");
    const listed = await forthright("list");
    expect(listed.out).toContain(`${rotated.prefix}  open`);
    expect(listed.out).toContain(`${first.slice(0, 12)}  revoked`);
    for (const told of [first, rotated.secret]) expect(listed.out).not.toContain(told);
    const lines = await asAdmin(
      database.adminUrl,
      "select actor_id, detail->>'event' as event from audit order by id",
    );
    const events = ["key_created", "key_rotated", "key_revoked"];
    expect(lines).toEqual(events.map((event) => ({ actor_id: "forthright key", event })));
  });

  it.each<[string[], string]>([
    [["create", "--scopes", "decisions"], "--name: a name"],
    [["create", "--name", "Mail"], "--scopes: at least one scope"],
    [["create", "--name", "Mail", "--scopes", "everything"], "--scopes"],
    [["create", "Mail"], "positional"],
    [["revoke"], "Name one key"],
    [["rotate", "one", "two"], "Name one key"],
    [["list", "all"], "no words"],
    [[], "create, list"],
  ])("%j is wrong usage: %s", async (args, why) => {
    const call = { args, json: false, brand: folder, say: () => undefined, answer: () => undefined };
    await expect(command.run(call)).rejects.toThrow(why);
  });
});
