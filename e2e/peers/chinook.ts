import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { makeData, removeData } from "../own-data";
import { asAdmin, type Running, startForthright } from "../running";
import { type MailServer, startMailServer } from "./mail-server";
import { startTextService, type TextService } from "./text-service";

/** A public sample database that nobody here designed, and a brand folder over it; not part of this repository. */
export const chinookFolder = join(import.meta.dirname, "../../../shared/brands/chinook");
export const chinookIsThere = existsSync(join(chinookFolder, "chinook.sql"));

/** What a command of the CLI came to. */
interface Said {
  code: number | null;
  text: string;
}

/** Forthright over that shop, with a real mail server and text service, as an operator would set it up. */
export interface Chinook {
  url: string;
  mail: MailServer;
  texts: TextService;
  /** Runs SQL in the shop, past its roles. */
  shop<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Looks behind the app, as the superuser of its database. */
  behind<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Runs the `forthright` command as its operator. */
  forthright(...words: string[]): Promise<Said>;
  output(): string;
  close(): Promise<void>;
}

const DATABASE = "chinook";
const ROLES = { reader: "chinook_reader", clerk: "chinook_clerk" } as const;
const PASSWORD = "for-tests-only";

/** Loads the shop into a database of the PostgreSQL at `admin` and starts Forthright over it. */
export async function startChinook(admin: string): Promise<Chinook> {
  const shop = await loadShop(admin);
  const [mail, texts] = await Promise.all([startMailServer(), startTextService()]);
  const data = makeData("chinook");
  const brand = {
    FORTHRIGHT_BRAND: chinookFolder,
    SHOP_DATABASE_URL: withRole(shop, ROLES.reader),
    SHOP_WRITE_DATABASE_URL: withRole(shop, ROLES.clerk),
  };
  const mailing = { SMTP_URL: mail.url, MAIL_FROM: "privacy@chinook.example" };
  const { sid: TWILIO_ACCOUNT_SID, token: TWILIO_AUTH_TOKEN, from: SMS_FROM } = texts.account;
  const texting = { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, SMS_FROM, SMS_API_URL: texts.url };
  const close = async (running?: Running) => {
    await running?.stop();
    await Promise.all([mail.close(), texts.close()]);
    await dropShop(admin);
    removeData(data);
  };
  try {
    const running = await startForthright({
      data,
      env: { ...brand, ...mailing, ...texting, LOG_LEVEL: "info" },
    });
    return {
      url: running.url,
      mail,
      texts,
      shop: (sql, values) => asAdmin(shop, sql, values),
      behind: (sql, values) => asAdmin(running.adminUrl(), sql, values),
      forthright: (...words) => command(words, { ...brand, ...reachOf(running, data) }),
      output: running.output,
      close: () => close(running),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function loadShop(admin: string): Promise<string> {
  await dropShop(admin);
  await asAdmin(admin, `create database ${DATABASE}`);
  const shop = new URL(admin);
  shop.pathname = `/${DATABASE}`;
  await asAdmin(shop.href, readFileSync(join(chinookFolder, "chinook.sql"), "utf8"));
  for (const role of Object.values(ROLES))
    await asAdmin(admin, `create role ${role} login password '${PASSWORD}'`);
  await asAdmin(shop.href, `grant select on all tables in schema public to ${ROLES.reader}`);
  await asAdmin(shop.href, `grant select, update on customer to ${ROLES.clerk}`);
  return shop.href;
}

async function dropShop(admin: string): Promise<void> {
  await asAdmin(admin, `drop database if exists ${DATABASE} with (force)`);
  for (const role of Object.values(ROLES)) await asAdmin(admin, `drop role if exists ${role}`);
}

function withRole(shop: string, role: string): string {
  const url = new URL(shop);
  url.username = role;
  url.password = PASSWORD;
  return url.href;
}

/** The app's own login role and secret, as `serve` would be given them. */
function reachOf(running: Running, data: string): Record<string, string> {
  const { app } = JSON.parse(readFileSync(join(data, "postgres/passwords.json"), "utf8"));
  const url = new URL(running.adminUrl());
  url.username = "forthright_app";
  url.password = app;
  return { DATABASE_URL: url.href, FORTHRIGHT_SECRET: readFileSync(join(data, "secret"), "utf8").trim() };
}

function command(words: string[], env: Record<string, string>): Promise<Said> {
  const { PATH = "", HOME = "" } = process.env;
  const program = join(import.meta.dirname, "../../cli/forthright.js");
  const child = spawn(process.execPath, [program, ...words], {
    env: { NODE_ENV: "production", PATH, HOME, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, text }));
  });
}
