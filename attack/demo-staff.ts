import { type Agent, firstStep, proveAgain, type StaffRole, totpOf, visit } from "./sign-in";
import type { Target } from "./target";

const signedIn = new WeakMap<Target, Map<StaffRole, Promise<Agent>>>();

/**
 * Somebody of the demo's own staff, whose keys its start prints: signed in once, and again after too long without a
 * click, in a browser of the caller's own.
 */
export async function demoAgent(target: Target, role: StaffRole): Promise<Agent> {
  const known = signedIn.get(target) ?? new Map<StaffRole, Promise<Agent>>();
  signedIn.set(target, known);
  const agent = (known.get(role) ?? enter(target, role)).then(async (found) =>
    (await found.desk.get("/desk")).status === 200 ? found : enter(target, role),
  );
  known.set(role, agent);
  const found = await agent;
  return { ...found, desk: found.desk.copy() };
}

/** Signs one of them in anew. */
export async function enter(target: Target, role: StaffRole, desk = target.guest()): Promise<Agent> {
  const line = new RegExp(`^ +(\\S+@\\S+) +${role} +([A-Z2-7]+)$`, "m").exec(target.output());
  const [, email = "", totpKey = ""] = line ?? [];
  await firstStep(target, { desk, email });
  await target.sql("update staff set totp_step = null where role = $1", [role]);
  const second = "/desk/sign-in/second?next=/desk";
  const { location } = await desk.press(second, 'name="code"', { code: totpOf(totpKey) });
  if (!location || location.includes("sign-in")) throw new Error(`${email} was not signed in: ${location}`);
  const [rules] = (await desk.forms("/desk/rules")).filter(({ html }) => html.includes('name="agreed"'));
  if (rules) await desk.send("/desk/rules", { ...rules.fields, agreed: "yes" });
  const [row] = await target.sql<{ name: string }>(
    "select name from staff where role = $1 and totp_sealed is not null order by created_at limit 1",
    [role],
  );
  return { email, name: row?.name ?? "", role, totpKey, desk };
}

/** Begins a visit as one of them; one that is open still is over, as if its time had passed. */
export async function enterVisit(target: Target, agent: Agent, email: string): Promise<void> {
  await target.sql(`update visits set started_at = started_at - interval '1 day', ends_at = ends_at - interval '1 day'
    where ended_at is null`);
  await target.forgetLimits();
  await visit(target, agent, email);
}

/** The same after a second step that is new, which some acts need. */
export async function proveIt(target: Target, agent: Agent, next: string): Promise<Agent> {
  await proveAgain(target, agent, next);
  return agent;
}
