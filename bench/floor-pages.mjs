/* The floors that are Next apps: built in a folder of their own by this project's Next, served in production mode. */
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Browserless } from "../e2e/browserless.ts";
import { freePort } from "./started.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const next = join(here, "../node_modules/next/dist/bin/next");

/** Builds the floor of that name, in about half a minute. @returns how to start it, as often as wanted. */
export function buildPages(name, env = {}) {
  const dir = mkdtempSync(join(tmpdir(), `${name}-`));
  cpSync(join(here, "floors", name), dir, { recursive: true });
  symlinkSync(join(here, "../node_modules"), join(dir, "node_modules"));
  const built = spawnSync(process.execPath, [next, "build", "--webpack"], { cwd: dir, encoding: "utf8" });
  if (built.status !== 0) throw new Error(built.stdout + built.stderr);
  return {
    start: () => served({ dir, env: { ...process.env, ...env } }),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

async function served({ dir, env }) {
  const port = await freePort();
  const child = spawn(process.execPath, [next, "start", "-p", String(port)], {
    cwd: dir,
    env,
    stdio: "ignore",
  });
  const url = `http://localhost:${port}`;
  await firstPage(child, url);
  return { url, stop: () => stopped(child) };
}

/** Until that address answers with a page. */
export async function firstPage(child, url) {
  for (const until = Date.now() + 60_000; Date.now() < until; await pause(5)) {
    if (child.exitCode !== null) throw new Error(`${url} ended at once (${child.exitCode})`);
    const isThere = await fetch(url).then(
      async (answer) => answer.ok && (await answer.text()) !== "",
      () => false,
    );
    if (isThere) return;
  }
  throw new Error(`${url} did not answer`);
}

export const stopped = (child) =>
  new Promise((resolve) => {
    child.once("exit", resolve);
    child.kill("SIGTERM");
  });

/** Signs a person of the demo in. @returns the address as a browser asks for it, and the person's cookies. */
export async function signedIn(url) {
  const site = url.replace("127.0.0.1", "localhost");
  const person = new Browserless(site);
  await person.signIn("ana.ribeiro@example.com");
  const cookie = [...person.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  return { site, cookie, cookies: [...person.cookies].map(([name, value]) => ({ name, value, url: site })) };
}
