import type { Tally } from "./attack";
import { enter, enterVisit } from "./demo-staff";
import { opens, PLANTED } from "./planted";
import { firstStep, proveAgain, totpOf } from "./sign-in";
import type { Target } from "./target";

/** Sessions of staff, and visits by them. */
export async function desk(target: Target, tally: Tally): Promise<void> {
  const planted = target.guest();
  for (const name of ["staff", "staff-asked", "visit", "session"]) planted.cookies.set(name, PLANTED);
  const agent = await enter(target, "support", planted);
  const first = agent.desk.cookies.get("staff");
  tally.check(first !== undefined && first !== PLANTED, "a planted cookie became a session of staff");
  tally.check(!(await opens(target, { staff: PLANTED }, "/desk")), "a planted cookie opened the desk");
  tally.check(
    !(await opens(target, { session: first }, "/account")),
    "a session of staff passed for a customer's",
  );
  await proveAgain(target, agent);
  const second = agent.desk.cookies.get("staff");
  tally.check(second !== first, "a second step proved again kept the session's id");
  tally.check(
    !(await opens(target, { staff: first }, "/desk")),
    "the session from before the second step still opens",
  );
  const [one, other] = await target.claim(2);
  for (const person of [one, other]) await target.signIn(person?.email ?? "");
  agent.desk.cookies.set("visit", PLANTED);
  await enterVisit(target, agent, one?.email ?? "");
  const ours = agent.desk.cookies.get("visit");
  const staff = agent.desk.cookies.get("staff");
  tally.check(ours !== undefined && ours !== PLANTED, "a visit took the secret that was planted");
  tally.check(
    !(await opens(target, { visit: ours }, "/account")),
    "a visit opened without the session of staff",
  );
  tally.check(!(await opens(target, { visit: PLANTED, staff }, "/account")), "a planted visit opened");
  const auditor = await enter(target, "auditor");
  tally.check(
    !(await opens(target, { visit: ours, staff: auditor.desk.cookies.get("staff") }, "/account")),
    "a visit opened for somebody else of staff",
  );
  await agent.desk.press("/account", "End visit");
  tally.check(!agent.desk.cookies.has("visit"), "the end of a visit left its cookie");
  tally.check(
    !(await opens(target, { visit: ours, staff }, "/account")),
    "a visit that was ended still opens",
  );
  await enterVisit(target, agent, other?.email ?? "");
  tally.check(agent.desk.cookies.get("visit") !== ours, "two visits have one secret");
  const last = { staff: agent.desk.cookies.get("staff"), visit: agent.desk.cookies.get("visit") };
  await target.sql("update staff set totp_step = null where role = 'support'");
  await agent.desk.press("/account", "End visit");
  await agent.desk.press("/desk/account", ">Sign out<");
  tally.check(!(await opens(target, last, "/desk")), "a session of staff that was signed out still opens");
  tally.check(!(await opens(target, last, "/account")), "a visit lasts beyond its session of staff");
}

/** Another role, or none any more: the very next request knows. */
export async function roles(target: Target, tally: Tally): Promise<void> {
  const agent = await target.staff("support");
  const [own] = await target.claim(1);
  await target.signIn(own?.email ?? "");
  await enterVisit(target, agent, own?.email ?? "");
  const cookies = { staff: agent.desk.cookies.get("staff"), visit: agent.desk.cookies.get("visit") };
  tally.check(await opens(target, cookies, "/account"), "a visit does not open");
  await target.command(["staff", "add", agent.email, "--role", "auditor"]);
  for (const path of ["/account", "/desk", "/desk/find", "/desk/audit"])
    tally.check(
      !(await opens(target, cookies, path)),
      `${path} opens by a session from before the role was another`,
    );
  const again = target.guest();
  await firstStep(target, { desk: again, email: agent.email });
  await target.sql("update staff set totp_step = null where name = $1", [agent.name]);
  await again.press("/desk/sign-in/second?next=/desk", 'name="code"', { code: totpOf(agent.totpKey) });
  const auditor = { staff: again.cookies.get("staff") };
  tally.check(await opens(target, auditor, "/desk/audit"), "the new role opens nothing");
  tally.check(!(await opens(target, auditor, "/desk/find")), "the old role opens still");
  await target.command(["staff", "disable", agent.email]);
  for (const path of ["/desk", "/desk/audit", "/desk/account"])
    tally.check(!(await opens(target, auditor, path)), `${path} opens for somebody who is shut out`);
}
