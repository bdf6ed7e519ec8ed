// Runs on any Node from 20 on with nothing installed: only node: modules here and in what it imports.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The project's own Node 24, which npm brings as the package `node`. */
export const ownNode = join(
  root,
  "node_modules",
  "node",
  "bin",
  process.platform === "win32" ? "node.exe" : "node",
);

/** Installs what package-lock.json names when something of it is missing or of another version. */
export function ensureInstalled(say) {
  if (isInstalled()) return;
  say("Installing what is missing. The first time this takes a minute or two.");
  // A caller's NODE_ENV or omit settings must not leave out what building and testing need.
  const env = { ...process.env, NODE_ENV: "", npm_config_omit: "", npm_config_production: "" };
  // A registry that lacks the packages of other machines' kinds leaves them out of the lock file, and `ci` then
  // refuses it as incomplete. `install` takes the same versions and minds only what this machine needs.
  if (runNpm(["ci"], env) !== 0 && runNpm(["install", "--no-save"], env) !== 0)
    stop("npm did not finish; what it said stands above.");
  if (!existsSync(ownNode)) repairNode(env);
}

function runNpm(command, env) {
  const flags = ["--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const [program, first] = npm();
  const quiet = command.includes("ci") ? ["ignore", "inherit", "ignore"] : "inherit";
  return spawnSync(program, [...first, ...command, ...flags], { cwd: root, stdio: quiet, env }).status;
}

/** npm tells its scripts which npm runs them; outside of npm the one on the path is taken. */
function npm() {
  const script = process.env.npm_execpath;
  return script?.endsWith(".js") ? [process.execPath, [script]] : ["npm", []];
}

/** Where npm was told to run no install scripts, this one is still needed: it fetches Node itself. */
function repairNode(env) {
  const folder = join(root, "node_modules", "node");
  spawnSync(process.execPath, ["installArchSpecificPackage.js"], { cwd: folder, stdio: "inherit", env });
  if (!existsSync(ownNode))
    stop("The package `node` did not bring its program. Is its install script allowed?");
}

function isInstalled() {
  if (!existsSync(ownNode)) return false;
  const wanted = packagesOf("package-lock.json");
  const held = packagesOf(join("node_modules", ".package-lock.json"));
  return Object.entries(wanted).every(
    ([path, one]) => path === "" || one.optional || held[path]?.version === one.version,
  );
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

/** Says why and ends. */
export function stop(why, code = 1) {
  process.stderr.write(`${why}\n`);
  process.exit(code);
}
