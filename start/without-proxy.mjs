// A copy of the project without proxy.ts, to show that nobody's access hangs on it.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./install.mjs";

const left = new Set(["proxy.ts", "node_modules", ".git", ".next", ".data", "test-results"]);

/** Copies the project into `folder`, its packages as links where the disk allows. @returns the copy's folder. */
export function copyWithoutProxy(folder) {
  const copy = join(folder, "without-proxy");
  mkdirSync(copy);
  for (const name of readdirSync(root))
    if (!left.has(name)) cpSync(join(root, name), join(copy, name), { recursive: true });
  const packages = [join(root, "node_modules"), join(copy, "node_modules")];
  try {
    execFileSync("cp", ["-al", ...packages], { stdio: "ignore" });
  } catch {
    execFileSync("cp", ["-a", ...packages]);
  }
  return copy;
}
