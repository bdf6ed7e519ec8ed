import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { data } from "./fixtures";
import { adminUrl } from "./running";

const root = join(import.meta.dirname, "..");

/** The brand's command line, on the database of a demo: the one under test, or the one in another folder. */
export async function forthright(
  words: readonly string[],
  folder: string = data,
): Promise<{ code: number | null; told: string }> {
  const { app } = JSON.parse(readFileSync(join(folder, "postgres/passwords.json"), "utf8"));
  const url = new URL(adminUrl(folder));
  [url.username, url.password] = ["forthright_app", app];
  const child = spawn(process.execPath, [join(root, "cli/forthright.js"), ...words], {
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH ?? "",
      HOME: process.env.HOME ?? "",
      FORTHRIGHT_BRAND: join(root, "brand"),
      FORTHRIGHT_SECRET: readFileSync(join(folder, "secret"), "utf8").trim(),
      DATABASE_URL: url.href,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const code = new Promise<number | null>((done) => child.once("close", done));
  const told = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, told: told.join("") };
}
