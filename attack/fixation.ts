import { type Attack, Tally } from "./attack";
import type { Client } from "./client";
import { enter, enterVisit } from "./demo-staff";
import { messageAfter } from "./outbox";
import { firstStep, proveAgain, totpOf } from "./sign-in";
import type { Target } from "./target";

const PLANTED = "planted-by-somebody-else";

/** Whether a cookie by itself opens a page. */
async function opens(
  target: Target,
  cookies: Record<string, string | undefined>,
  path: string,
): Promise<boolean> {
  const holder = target.guest();
  for (const [name, value] of Object.entries(cookies)) if (value) holder.cookies.set(name, value);
  return (await holder.get(path)).status === 200;
}

/** A session's cookie is for programs alone to read, for this site alone, and for its whole. */
function attributesOf(target: Target, set: readonly string[], tally: Tally): void {
  for (const one of set.filter(
    (text) =>
      !/^[^=]*=;/.test(text) && /^(__Host-)?(session|staff|visit|asked|staff-asked|kept\d?)=/.test(text),
  )) {
    const right =
      /; *httponly/i.test(one) && /; *samesite=(lax|strict)/i.test(one) && /; *path=\/(;|$)/i.test(one);
    const secure = !target.url.startsWith("https:") || (/^__Host-/.test(one) && /; *secure/i.test(one));
    tally.check(
      right && secure && !/; *domain=/i.test(one),
      `a cookie without its attributes: ${one.replace(/=[^;]*/, "=…")}`,
    );
  }
}

async function customers(target: Target, tally: Tally): Promise<void> {
  const [own, other] = await target.claim(2);
  const email = own?.email ?? "";
  const person = target.guest();
  const foreign = (await target.signIn(other?.email ?? "")).cookies.get("session");
  for (const name of ["session", "__Host-session", "asked", "staff"]) person.cookies.set(name, PLANTED);
  let asked = await person.press("/sign-in", 'name="who"', { who: "nobody.here@example.com" });
  attributesOf(target, asked.headers.getSetCookie(), tally);
  const { code } = await messageAfter(target.guest(), email, async () => {
    asked = await person.press("/sign-in", 'name="who"', { who: email });
  });
  const page = asked.location ?? "";
  const form = (await person.forms(page)).find(({ html }) => html.includes('name="code"'));
  person.cookies.set("session", foreign ?? "");
  const entered = await person.send(page, { ...form?.fields, code });
  attributesOf(target, entered.headers.getSetCookie(), tally);
  const first = person.cookies.get("session");
  tally.check(first !== foreign && first !== PLANTED, "signing in kept the session that was there before");
  tally.check(await opens(target, { session: first }, "/account"), "a proper sign-in opens nothing");
  tally.check(!(await opens(target, { session: PLANTED }, "/account")), "a planted cookie became a session");
  tally.check(!(await opens(target, { staff: first }, "/desk")), "a customer's session opened the desk");
  tally.check(
    !(await opens(target, { visit: first }, "/account")),
    "a customer's session passed for a visit",
  );
  await stepUp(target, { person, email }, tally);
}

async function stepUp(target: Target, { person, email }: { person: Client; email: string }, tally: Tally) {
  const first = person.cookies.get("session");
  await target.forgetLimits();
  const { code } = await messageAfter(target.guest(), email, () =>
    person.press("/sign-in/again", 'name="next"'),
  );
  await person.press("/sign-in/again?sent=1", 'name="code"', { code });
  const second = person.cookies.get("session");
  tally.check(second !== undefined && second !== first, "proving it again kept the session's id");
  tally.check(
    !(await opens(target, { session: first }, "/account")),
    "the session from before a new proof still opens",
  );
  tally.check(
    await opens(target, { session: second }, "/account"),
    "the session of a new proof opens nothing",
  );
  const elsewhere = await target.signIn(email);
  await person.press("/account", ">Sign out<");
  tally.check(!person.cookies.has("session"), "signing out left the cookie");
  tally.check(
    !(await opens(target, { session: second }, "/account")),
    "a session that was signed out still opens",
  );
  tally.check(
    await opens(target, { session: elsewhere.cookies.get("session") }, "/account"),
    "signing out here ended a session elsewhere",
  );
}

async function desk(target: Target, tally: Tally): Promise<void> {
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
async function roles(target: Target, tally: Tally): Promise<void> {
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

export const attack: Attack = {
  name: "fixation",
  threat: "T12",
  async run(target) {
    const tally = new Tally();
    await customers(target, tally);
    await desk(target, tally);
    await roles(target, tally);
    return tally;
  },
};
