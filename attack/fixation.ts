import { type Attack, Tally } from "./attack";
import type { Client } from "./client";
import { desk, roles } from "./fixation-desk";
import { messageAfter } from "./outbox";
import { attributesOf, opens, PLANTED } from "./planted";
import type { Target } from "./target";

async function customers(target: Target, tally: Tally): Promise<void> {
  const [own, other] = await target.claim(2);
  const email = own?.email ?? "";
  const person = target.guest();
  const foreign = (await target.signIn(other?.email ?? "")).cookies.get("session");
  for (const name of ["session", "__Host-session", "asked", "staff"]) person.cookies.set(name, PLANTED);
  let asked = await person.press("/sign-in", 'name="who"', { who: "nobody.here@example.com" });
  attributesOf(target, asked.headers.getSetCookie(), tally);
  const { code } = await messageAfter(target, email, async () => {
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
  const { code } = await messageAfter(target, email, () => person.press("/sign-in/again", 'name="next"'));
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

export const attack: Attack = {
  name: "fixation",
  threat: "T12",
  disturbs: true,
  async run(target) {
    const tally = new Tally();
    await customers(target, tally);
    await desk(target, tally);
    await roles(target, tally);
    return tally;
  },
};
