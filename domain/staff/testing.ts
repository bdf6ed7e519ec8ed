import { asc, isNull } from "drizzle-orm";
import { generateSync } from "otplib";
import { withSight } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { staffSignIns } from "@/db/schema/staff";
import type { Ctx, Role } from "../context";
import type { House } from "../house";
import { listDemoOutbox } from "../messages";
import { deliverMessage } from "../messages/deliver";
import type { Asking } from "../sessions/catalog";
import {
  addStaff,
  finishEnrolment,
  passFirstStep,
  proveFirstTotp,
  readStaffSignIn,
  startStaffSignIn,
} from "./index";
import { prepareStaffSignIn } from "./prepare";
import { resolveStaff } from "./resolve";

/** The context of somebody who is not signed in, at the database's clock. */
export async function nobody(house: House): Promise<Ctx> {
  const now = await withSight(house.db, {}, async (_, at) => at);
  const actor = { kind: "nobody" } as const;
  return { actor, subject: null, now, locale: "en", requestId: "test", authTime: null, house };
}

let address = 0;

/** A request from a network of its own, so that limits of one test do not reach another. */
export function asking(more: Partial<Asking> = {}): Asking {
  address += 1;
  const network = `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address & 255}`;
  return { network, userAgent: "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0", browser: null, ...more };
}

/** Does the jobs that wait, in order, as the worker would. */
export async function work(house: House): Promise<void> {
  const { orm } = house.db;
  const asked = await orm.select().from(staffSignIns).where(isNull(staffSignIns.codeHash));
  for (const { id } of asked) await prepareStaffSignIn(house, { id, locale: "en" });
  const unsent = await orm.select().from(messages).where(isNull(messages.sentAt)).orderBy(asc(messages.id));
  for (const { id } of unsent) await deliverMessage(house, { id });
}

/** Messages to one address, newest first, with the code in each. */
export async function mailTo(house: House, to: string) {
  const all = (await listDemoOutbox(house)).filter((mail) => mail.to === to);
  return all.map((mail) => ({ ...mail, code: /\b[0-9]{8}\b/.exec(mail.text)?.[0] ?? "" }));
}

/** What an authenticator with this key shows `steps` steps from `now`. */
export const totpCode = (key: string, now: Date, steps = 0): string =>
  generateSync({
    secret: key.replaceAll(" ", ""),
    epoch: Math.floor(now.getTime() / 1_000) + steps * 30,
  });

let last = 0;

/** Adds somebody with an address nobody else has. */
export async function addSomebody(house: House, role: Role = "support"): Promise<string> {
  last += 1;
  const email = `staff${last}@tiny.example`;
  await addStaff(house, { email, role, name: `Staff ${last}` });
  return email;
}

/** Asks, lets the queue work and types the code: at the second step then. */
export async function firstStep(house: House, email: string): Promise<Asking> {
  const from = asking();
  const ctx = await nobody(house);
  const { browser } = await startStaffSignIn(ctx, { email }, from);
  await work(house);
  const [mail] = await mailTo(house, email);
  const done = await passFirstStep(ctx, { code: mail?.code ?? "" }, { ...from, browser });
  if (done.outcome !== "onward") throw new Error(`no second step: ${JSON.stringify(done)}`);
  return { ...from, browser: done.browser };
}

/** Signs somebody in for the first time: authenticator and recovery codes are theirs from then on. */
export async function enrol(house: House, email: string) {
  const from = await firstStep(house, email);
  const ctx = await nobody(house);
  const at = await readStaffSignIn(house, from.browser);
  if (at.step !== "enrol") throw new Error(`not at enrolment: ${at.step}`);
  const { key } = at.setup;
  await proveFirstTotp(ctx, { code: totpCode(key, ctx.now, -1) }, from);
  const kept = await readStaffSignIn(house, from.browser);
  if (kept.step !== "keep") throw new Error(`no recovery codes: ${kept.step}`);
  const done = await finishEnrolment(ctx, from);
  if (done.outcome !== "signed_in") throw new Error(`not signed in: ${JSON.stringify(done)}`);
  return { sid: done.sid, key, codes: kept.codes, from };
}

/** The context of a request with this session's secret. */
export async function contextOf(house: House, sid: string): Promise<Ctx> {
  const { actor, now } = await resolveStaff(house, sid);
  return { ...(await nobody(house)), now, actor: actor ?? { kind: "nobody" } };
}
