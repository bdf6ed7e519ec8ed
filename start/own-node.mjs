import { spawn } from "node:child_process";
import { join } from "node:path";
import { ownNode, root } from "./install.mjs";

/**
 * Runs a program of ours under the project's Node and passes signals on; resolves with its exit code.
 * Ctrl-C reaches both of us from the terminal, so it is only waited out here. The channel between us
 * tells the program when this process is killed, so that it never stays behind alone.
 */
export function runUnderOwnNode(args, { env = {}, cwd = root } = {}) {
  const child = spawn(ownNode, args, {
    cwd,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, TSX_TSCONFIG_PATH: join(root, "tsconfig.json"), ...env },
  });
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  process.on("SIGHUP", () => child.kill("SIGTERM"));
  const parent = process.ppid;
  // Some shells between npm and us die of a signal without passing it on.
  if (process.env.npm_lifecycle_event)
    setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 500).unref();
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 1)));
  });
}

/** Flags with which Node reads our TypeScript and its `@/` imports. */
export const typescript = ["--import", "tsx"];

/**
 * Flags for what it may use. The engine lets garbage pile up to a multiple of what is in use where it may take four
 * gigabytes: it may take one, and what lives for no longer than a request has room to end young. Whoever sets these
 * themselves is left alone.
 */
export const memory = () =>
  ["--max-old-space-size=1024", "--max-semi-space-size=32"].filter(
    (flag) => !(process.env.NODE_OPTIONS ?? "").includes(flag.split("=")[0]),
  );
