import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestDatabase } from "@/db/testing";
import { mustLoadBrand } from "@/domain/brand/load";
import { BASE } from "@/domain/brand/testing-folder";
import { type Person, testPerson } from "@/domain/choices/testing";
import { rotateKeys } from "@/domain/keys";
import { openRequest, readRequest } from "@/domain/requests";
import { TEST_SECRET, testHouse } from "@/domain/testing";
import { command } from "./request";

let database: TestDatabase;
let close: () => Promise<void>;
let ana: Person;
const secret = randomBytes(48).toString("base64");
const folder = mkdtempSync(join(tmpdir(), "brand-"));

beforeAll(async () => {
  for (const [name, content] of Object.entries(BASE)) {
    if (!name.includes("/")) writeFileSync(join(folder, name), content);
  }
  const brand = await mustLoadBrand(folder, {
    SHOP_URL: "postgres://r@db/shop",
    SHOP_WRITE_URL: "postgres://w@db/shop",
  });
  const made = await testHouse({ brand });
  ({ database, close } = made);
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await rotateKeys(owner, { now: secret, before: TEST_SECRET });
  await owner.end();
  ana = await testPerson(made.house);
});
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

interface Told {
  code: number | null;
  out: string;
  err: string;
}

/** The command as a person runs it; `input` is what is piped in. */
async function forthright(words: string[], input = ""): Promise<Told> {
  const env = { ...process.env, DATABASE_URL: database.appUrl, FORTHRIGHT_SECRET: secret };
  const program = join(import.meta.dirname, "forthright.js");
  const child = spawn(process.execPath, [program, "request", ...words, "--brand", folder], { env });
  const code = new Promise<number | null>((done) => child.on("close", done));
  child.stdin.end(input);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, out, err };
}

describe("forthright request", () => {
  it("lists what is open and answers it, in words piped in", { timeout: 120_000 }, async () => {
    expect(await forthright(["list"])).toMatchObject({ code: 0, out: "No request is open.\n" });
    const words = "Please correct \u001b[31mit\u202e";
    const { id, reference, due } = await openRequest(ana, { kind: "delete", item: "email", text: words });
    const listed = await forthright(["list"]);
    expect(listed.out).toContain(
      `${reference}  delete email  due ${due}  (Regulation (EU) 2016/679, art. 12(3)`,
    );
    expect(listed.out).toContain("from email ana@example.com, phone +353861234567");
    expect(listed.out).toContain("“Please correct \ufffd[31mit\ufffd”");
    const json = JSON.parse((await forthright(["list", "--json"])).out);
    expect(json).toMatchObject([{ id, reference, kind: "delete", item: "email", due: { date: due } }]);
    const more = ["answer", reference, "--outcome", "done_in_part", "--refuse", "bought=Tax law = 7 years."];
    expect(await forthright(more, "We deleted it.\nExcept for one thing.\n")).toMatchObject({ code: 0 });
    expect(await readRequest(ana, { id })).toMatchObject({
      state: "ready",
      answer: {
        ...{ text: "We deleted it.\nExcept for one thing.", outcome: "done_in_part" },
        refusals: [{ item: { text: "Books you bought" }, because: "Tax law = 7 years.", law: null }],
      },
    });
    const again = await forthright(["answer", id, "--text", "Again"]);
    expect(again.code).toBe(1);
    expect(again.err).toContain("answered already");
    expect((await forthright(["answer", "R-00000000", "--text", "x"])).err).toContain("no such request");
  });

  it.each<[string[], string]>([
    [["answer", "--text", "x"], "Name one request"],
    [["answer", "R-00000000", "--text", ""], "text: some words"],
    [["answer", "R-00000000", "--text", "x", "--outcome", "maybe"], "outcome"],
    [["answer", "R-00000000", "--text", "x", "--refuse", "email"], "a reason"],
    [["list", "everything"], "list, or answer ID"],
    [["remove"], "list, or answer ID"],
  ])("%j is wrong usage: %s", async (args, why) => {
    const call = { args, json: false, brand: folder, say: () => undefined, answer: () => undefined };
    await expect(command.run(call)).rejects.toThrow(why);
    await expect(command.run(call)).rejects.toMatchObject({ name: "UsageError" });
  });
});
