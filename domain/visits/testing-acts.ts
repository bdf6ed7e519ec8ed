import { asAdmin } from "@/db/testing";
import { setChoice } from "../choices";
import type { Ctx, Role } from "../context";
import type { House } from "../house";
import { openRequest } from "../requests";
import { emailLookup } from "../staff/keys";
import { testStaff } from "../testing-staff";
import { endOpenVisit, endVisit, setVisitWishes } from "./index";
import { type CustomerCtx, inVisit, pass, signedIn, type visitHouse, visiting } from "./testing";

/** Who tries, as the table's columns; `nested` acts on another customer from within a visit. */
export const COLUMNS = [
  "customer",
  "visit",
  "support",
  "officer",
  "admin",
  "auditor",
  "nobody",
  "expired",
  "ended",
  "disabled",
  "nested",
  "own",
] as const;
export type Column = (typeof COLUMNS)[number];

/** One column's scene: who comes, and the customer whose data is tried. */
export interface Scene {
  house: House;
  /** What the request comes to when it is resolved as pages resolve it. */
  ctx: Ctx;
  /** What was presented: the secrets of a visit that is over are still in the browser. */
  presented: Ctx;
  target: { ctx: CustomerCtx; email: string; sessionId: string; act: string; request: string };
  /** Somebody else whom nobody here may touch, and an earlier visit to the target that is over. */
  other: string;
  past: string;
}

type Made = Awaited<ReturnType<typeof visitHouse>>;

/** Sets one column's scene, with people of its own. */
export async function scene(made: Made, column: Column): Promise<Scene> {
  const { house, shop } = made;
  const person = await signedIn(house, shop);
  const other = await signedIn(house, shop);
  for (const { ctx } of [person, other]) await setChoice(ctx, { purpose: "picks", channel: "", to: "on" });
  const on = await setChoice(person.ctx, { purpose: "offers", channel: "email", to: "on" });
  const { id: request } = await openRequest(person.ctx, { kind: "limit", item: undefined, text: undefined });
  await openRequest(other.ctx, { kind: "limit", item: undefined, text: undefined });
  await setVisitWishes(person.ctx, { refuse: undefined, tell: "no" });
  const past = await visiting(house, person.email);
  await endVisit(past.ctx);
  const { ctx } = person;
  const sessionId = ctx.actor.kind === "customer" ? ctx.actor.sessionId : "";
  const target = { ctx, email: person.email, sessionId, act: on.act ?? "", request };
  const who = await comes(made, { column, target, other });
  return { house, ...who, target, other: other.ctx.subject.id, past: past.visitId };
}

interface Coming {
  column: Column;
  target: Scene["target"];
  other: { email: string };
}

const ROLE: Partial<Record<Column, Role>> = {
  support: "support",
  officer: "privacy_officer",
  admin: "admin",
  auditor: "auditor",
  own: "support",
};

async function comes(
  made: Made,
  { column, target, other }: Coming,
): Promise<Pick<Scene, "ctx" | "presented">> {
  const { house, database } = made;
  const { subject } = target.ctx;
  if (column === "customer") return both(target.ctx);
  const nobody: Ctx = { ...target.ctx, actor: { kind: "nobody" }, authTime: null };
  if (column === "nobody") return both(nobody);
  const role = ROLE[column];
  if (role) {
    const agent = await testStaff(house, role, { subject });
    const lookup = emailLookup(house.keys, target.email).toString("hex");
    if (column === "own")
      await asAdmin(
        database.adminUrl,
        `update staff set lookup = decode('${lookup}', 'hex') where id = '${agent.actor.staffId}'`,
      );
    return both(agent);
  }
  const at = await visiting(house, column === "nested" ? other.email : target.email);
  const presented: Ctx = { ...at.ctx, subject };
  if (column === "expired") await pass(database.adminUrl, at.visitId, 15);
  if (column === "ended") await endOpenVisit(at.agent);
  if (column === "disabled")
    await asAdmin(
      database.adminUrl,
      `update staff set disabled_at = now() where id = '${at.agent.actor.staffId}'`,
    );
  const resolved = await inVisit(at.agent, at.secret);
  return { ctx: resolved ? presented : nobody, presented };
}

const both = (ctx: Ctx) => ({ ctx, presented: ctx });
