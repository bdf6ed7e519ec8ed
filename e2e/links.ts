import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { adminUrl } from "./running";

/** What the brand's mail system may do, with a key that was made at the command line. */
export interface MailSystem {
  post<T>(path: string, body: unknown): Promise<T>;
}

/** Makes a key as whoever runs the demo would, on the data of the run. */
export async function mailSystem({ site, data }: { site: string; data: string }): Promise<MailSystem> {
  const words = ["key", "create", "--name", `mail ${randomUUID()}`, "--json", "--scopes"];
  const scopes = "links:write,uses:write,choices:write,decisions";
  const { app } = JSON.parse(readFileSync(join(data, "postgres/passwords.json"), "utf8"));
  const url = new URL(adminUrl(data));
  [url.username, url.password] = ["forthright_app", app];
  const secret = readFileSync(join(data, "secret"), "utf8").trim();
  const env = { ...process.env, DATABASE_URL: url.href, FORTHRIGHT_SECRET: secret };
  const cli = join(import.meta.dirname, "../cli/forthright.js");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [cli, ...words, scopes, "--brand", "brand"],
    {
      cwd: join(import.meta.dirname, ".."),
      env,
    },
  );
  const key: string = JSON.parse(stdout).secret;
  return {
    async post<T>(path: string, body: unknown): Promise<T> {
      const answer = await fetch(`${site}/api/v1${path}`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${key}`,
          "content-type": "application/json",
          "idempotency-key": randomUUID(),
        },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
      return (await answer.json()) as T;
    },
  };
}

/** The id of a customer, who is made known by it. */
export async function idOf(mail: MailSystem, email: string): Promise<string> {
  const { customer } = await mail.post<{ customer: { id: string } }>("/choices", {
    customer: { email },
    choices: [offersOn(120_000)],
  });
  return customer.id;
}

const cell = { purpose: "offers", channel: "email" };
const evidence = { method: "checkout", wording: "Send me offers.", locale: "en" };
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const offersOn = (ms: number) => ({ ...cell, state: "granted", occurred_at: ago(ms), evidence });

/** The path of a link to one message of one purpose, with the use behind it. */
export async function linkTo(
  mail: MailSystem,
  { email, kind }: { email: string; kind: "stop" | "why" },
): Promise<string> {
  const customer = { email };
  await mail.post("/choices", { customer, choices: [offersOn(60_000)] });
  const use = { customer, ...cell, items: ["email"], title: "Autumn offers", occurred_at: ago(1_000) };
  const { ids } = await mail.post<{ ids: string[] }>("/uses", { uses: [use] });
  const { url } = await mail.post<{ url: string }>("/links", { customer, kind, ...cell, use: ids[0] });
  return new URL(url).pathname;
}

/** What a form of a link's page leads to, pressed by somebody without a browser. Its forms go to the stop link. */
export async function pressed({
  site,
  link,
  ...fields
}: {
  site: string;
  link: string;
  act: string;
  undo?: string;
}): Promise<string> {
  const body = new URLSearchParams({ ...fields, locale: "en" });
  const answer = await fetch(site + link.replace("/why/", "/stop/"), {
    method: "POST",
    body,
    redirect: "manual",
  });
  return answer.headers.get("location") ?? `answered ${answer.status}`;
}
