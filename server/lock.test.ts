import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { holderOf, takeLock } from "./lock";
import { birthOf } from "./process-life";

describe("the lock on a data folder", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lock-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is refused while its process lives, with its number and address", () => {
    const lock = takeLock(folder);
    expect(() => takeLock(folder)).toThrow(`in use by process ${process.pid}; it is still starting`);
    lock.servedAt("http://localhost:3000");
    expect(() => takeLock(folder)).toThrow(`process ${process.pid}; it is served at http://localhost:3000`);
  });

  it("is free again once released, and leaves nothing behind", () => {
    takeLock(folder).release();
    expect(holderOf(folder)).toBeUndefined();
    takeLock(folder).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("of a killed process is taken over", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    await once(child, "spawn");
    const pid = child.pid ?? 0;
    writeFileSync(join(folder, "lock"), JSON.stringify({ pid, birth: birthOf(pid) }));
    expect(() => takeLock(folder)).toThrow(`process ${pid}`);
    child.kill("SIGKILL");
    await once(child, "exit");
    takeLock(folder);
    expect(holderOf(folder)?.pid).toBe(process.pid);
  });

  it("does not count for another process that was given the same number", () => {
    writeFileSync(join(folder, "lock"), JSON.stringify({ pid: process.pid, birth: "long ago" }));
    expect(takeLock(folder)).toBeDefined();
  });

  it("that was half written is taken over", () => {
    writeFileSync(join(folder, "lock"), '{ "pid": 1');
    expect(takeLock(folder)).toBeDefined();
  });

  it("goes to one of many that start at once", async () => {
    writeFileSync(join(folder, "lock"), JSON.stringify({ pid: 999_999_999, birth: "gone" }));
    const script = `import { takeLock } from ${JSON.stringify(join(import.meta.dirname, "lock.ts"))};
      try { takeLock(${JSON.stringify(folder)}); process.stdout.write("mine"); } catch { process.stdout.write("theirs"); }
      process.stdin.resume();`;
    const children = Array.from({ length: 8 }, () =>
      spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script]),
    );
    const said = await Promise.all(
      children.map(async (child) => String((await once(child.stdout, "data"))[0])),
    );
    for (const child of children) child.kill();
    expect(said.filter((word) => word === "mine")).toHaveLength(1);
  });
});
