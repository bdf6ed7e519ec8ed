import { createHmac, randomBytes } from "node:crypto";
import type { Answer, Client } from "./client";
import { messageAfter } from "./outbox";
import type { Target } from "./target";

export type StaffRole = "support" | "privacy_officer" | "admin" | "auditor";

/** Somebody of staff, signed in. */
export interface Agent {
  email: string;
  name: string;
  role: StaffRole;
  /** What their authenticator was given, in base32. */
  totpKey: string;
  desk: Client;
}

/** Asks for a code, reads it in the demo's outbox and types it. @throws when nobody is signed in by it. */
export async function signInByCode(target: Target, email: string): Promise<Client> {
  await target.forgetLimits();
  const person = target.guest();
  let page = "/sign-in";
  const { code } = await messageAfter(target, email, async () => {
    page = (await person.press("/sign-in", 'name="who"', { who: email })).location ?? page;
  });
  const { location } = await person.press(page, 'name="code"', { code });
  if (!location || location.includes("sign-in")) throw new Error(`${email} was not signed in: ${location}`);
  return person;
}

/** Adds somebody to the desk; they sign in, set up an authenticator and sign their rules. */
export async function newAgent(target: Target, role: StaffRole): Promise<Agent> {
  const word = someWord();
  const [email, name] = [`robin.${word}@juniper.example`, `Robin ${word}`];
  const { code, told } = await target.command(["staff", "add", email, "--role", role, "--name", name]);
  if (code !== 0) throw new Error(told);
  const desk = target.guest();
  await firstStep(target, { desk, email });
  const second = "/desk/sign-in/second?next=/desk";
  const { text } = await desk.get(second);
  const totpKey = (/<code class="key"[^>]*>([^<]+)</.exec(text)?.[1] ?? "").replaceAll(" ", "");
  await desk.press(second, 'name="code"', { code: totpOf(totpKey) });
  const { location } = await desk.press(second, "I have kept them");
  if (!location || location.includes("sign-in")) throw new Error(`${email} was not signed in: ${location}`);
  await desk.press("/desk/rules", 'name="agreed"', { agreed: "yes" });
  return { email, name, role, totpKey, desk };
}

/** As if no authenticator had ever been used: nobody waits half a minute for its next code. */
export async function forgetSteps(target: Target): Promise<void> {
  await target.sql("update staff set totp_step = null");
}

/** The first step of a sign-in at the desk: the code of the message. */
export async function firstStep(
  target: Target,
  { desk, email }: { desk: Client; email: string },
): Promise<void> {
  await target.forgetLimits();
  const { code } = await messageAfter(target, email, () =>
    desk.press("/desk/sign-in", 'name="email"', { email }),
  );
  await desk.press("/desk/sign-in?sent=1", 'name="code"', { code });
}

/** Proves the second step anew; the step that was used last is forgotten, so that nobody waits for the next code. */
export async function proveAgain(target: Target, { desk, totpKey }: Agent, next = "/desk/find") {
  await forgetSteps(target);
  await desk.press(`/desk/sign-in/again?next=${next}`, 'name="code"', { code: totpOf(totpKey) });
}

/** What support types to find one customer. */
export interface Search {
  value: string;
  by?: "email" | "phone" | "customer_number";
  ticket?: string;
}

/** Searches for one customer, which begins a visit if it may be. */
export async function search(target: Target, agent: Agent, wanted: Search): Promise<Answer> {
  const said = { by: "email", ticket: "47110", reason: "0", words: "They asked about a text.", code: "" };
  const send = () => agent.desk.press("/desk/find", 'name="ticket"', { ...said, ...wanted });
  const answer = await send();
  if (!answer.location?.startsWith("/desk/sign-in/again")) return answer;
  await proveAgain(target, agent);
  return send();
}

/** Begins a visit to the customer with this address. @throws when it may not be. */
export async function visit(target: Target, agent: Agent, email: string): Promise<void> {
  const { location } = await search(target, agent, { value: email });
  if (location !== "/") throw new Error(`no visit began: ${location}`);
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** What an authenticator with this key shows, by RFC 6238. */
export function totpOf(key: string, at: number = Date.now()): string {
  const bits = [...key].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac("sha1", bytes).update(counter).digest();
  const from = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Letters alone: eight digits in somebody's name would pass for a code in a message to them. */
export const someWord = (): string =>
  [...randomBytes(10)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("");
