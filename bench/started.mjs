/* Starts what is measured: Forthright as `npm start` does, on data of its own, and a floor beside it. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A port that nobody listens on at the moment. */
export const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/**
 * Forthright in production mode on the data in `folder`; its first start makes and seeds it. With `inspect`, a port,
 * its engine can be asked for a profile there.
 */
export async function startForthright(folder, { inspect } = {}) {
  const port = await freePort();
  const program = inspect
    ? [`--inspect=${inspect}`, "--import", "tsx", "server/start.ts"]
    : ["start/start.mjs"];
  const args = [...program, "--data", folder, "--port", String(port)];
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, LANG: "C.UTF-8", LOG_LEVEL: "error" };
  if (inspect) Object.assign(env, { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "ignore", "inherit"] });
  const url = `http://127.0.0.1:${port}`;
  await answering(child, `${url}/readyz`);
  return { url, stop: () => ended(child) };
}

/** One floor of bench/floors on the same database. */
export async function startFloor(name, databaseUrl) {
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), DATABASE_URL: databaseUrl };
  const child = spawn(process.execPath, [join(root, "bench/floors", `${name}.mjs`)], {
    env,
    stdio: "inherit",
  });
  await answering(child, `http://127.0.0.1:${port}/`);
  return { url: `http://127.0.0.1:${port}`, stop: () => ended(child) };
}

async function answering(child, url) {
  for (const until = Date.now() + 300_000; Date.now() < until; await pause(50)) {
    if (child.exitCode !== null) throw new Error(`what was to be measured ended at once (${child.exitCode})`);
    if (url.endsWith("readyz") ? await isReady(url) : await listens(url)) return;
  }
  throw new Error(`${url} did not answer`);
}

const isReady = (url) =>
  fetch(url).then(
    (answer) => answer.ok,
    () => false,
  );

/** A floor knows one question and falls over any other, so it is not asked. */
const listens = (url) =>
  new Promise((resolve) => {
    const { hostname: host, port } = new URL(url);
    const probe = connect({ host, port: Number(port) });
    probe.once("connect", () => resolve(true)).once("error", () => resolve(false));
    probe.once("connect", () => probe.destroy());
  });

const ended = (child) =>
  new Promise((resolve) => {
    child.once("exit", resolve);
    child.kill("SIGTERM");
  });

const reach = (folder, role, name) => {
  const passwords = JSON.parse(readFileSync(join(folder, "postgres/passwords.json"), "utf8"));
  const port = readFileSync(join(folder, "postgres/port"), "utf8").trim();
  return `postgres://${role}:${passwords[name]}@127.0.0.1:${port}/forthright`;
};

/** The superuser of the PostgreSQL in that folder, for seeding what is measured. */
export const databaseOf = (folder) => reach(folder, "postgres", "admin");

/** Runs the command line on that folder's data. @returns what it answers as JSON. */
export function forthright(folder, args) {
  const cli = spawn(process.execPath, ["cli/forthright.js", ...args, "--json"], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: reach(folder, "forthright_app", "app"),
      FORTHRIGHT_SECRET: readFileSync(join(folder, "secret"), "utf8").trim(),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  cli.stdout.on("data", (part) => {
    printed += part;
  });
  return new Promise((resolve, reject) => {
    cli.once("exit", (code) =>
      code ? reject(new Error(`forthright ${args[0]} ended with ${code}`)) : resolve(JSON.parse(printed)),
    );
  });
}

/** Runs SQL as the superuser. */
export async function sql(url, text, values) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows ?? [];
  } finally {
    await client.end();
  }
}
