import type { Tally } from "./attack";
import { compare, type Send, strangers } from "./compared";
import { inParallel } from "./parallel";
import { type Agent, proveAgain, search } from "./sign-in";
import type { Target } from "./target";

/** Somebody who refuses visits, and nobody at all: the same words in the same time. */
export async function searching(
  target: Target,
  { agent, tally }: { agent: Agent; tally: Tally },
): Promise<void> {
  const count = target.short ? 60 : 500;
  const [customer] = await target.claim(1);
  const email = customer?.email ?? "";
  const person = await target.signIn(email);
  await person.press("/account", 'name="refuse"');
  await proveAgain(target, agent);
  const [form] = (await agent.desk.forms("/desk/find")).filter(({ html }) => html.includes('name="ticket"'));
  const typed = { by: "email", ticket: "47110", reason: "0", words: "They asked about a text.", code: "" };
  const send: Send = (value) => agent.desk.copy().send("/desk/find", { ...form?.fields, ...typed, value });
  const rest = async () => {
    await target.forgetLimits();
    await proveAgain(target, agent);
  };
  const refusing = await search(target, { ...agent, desk: agent.desk.copy() }, { value: email });
  tally.check(
    refusing.location === "/desk/find?none=1",
    `a search for who refuses came to ${refusing.location}`,
  );
  const known = Array.from({ length: count }, () => email);
  // Thirty searches a minute are allowed: twelve pairs, and one to begin with.
  const told = await compare(tally, {
    ...{ what: "desk search", known, unknown: strangers(count), lanes: 6, send, rest, every: 12 },
  });
  target.say(`   ${told}`);
}

/** The 31st search in a minute is refused, each is in the audit, and a part of an address finds nobody. */
export async function searchLimits(
  target: Target,
  { agent, tally }: { agent: Agent; tally: Tally },
): Promise<void> {
  await proveAgain(target, agent);
  await target.forgetLimits();
  const count = async () =>
    (await target.sql<{ n: number }>("select count(*)::int as n from audit where act = 'visit.find'"))[0]
      ?.n ?? 0;
  const before = await count();
  const [form] = (await agent.desk.forms("/desk/find")).filter(({ html }) => html.includes('name="ticket"'));
  const typed = { by: "email", ticket: "47110", reason: "0", words: "They asked about a text.", code: "" };
  const send = (value: string) => agent.desk.copy().send("/desk/find", { ...form?.fields, ...typed, value });
  const asked = await inParallel(strangers(31), 6, send);
  const over = asked.filter(({ location }) => location?.includes("problem=rate_limited")).length;
  tally.check(over === 1, `of 31 searches in a minute ${over} were refused`);
  const lines = (await count()) - before;
  tally.check(lines === 30, `30 searches left ${lines} lines in the audit`);
  await target.forgetLimits();
  const [customer] = await target.claim(1);
  const email = customer?.email ?? "";
  for (const part of [
    email.slice(0, 8),
    email.slice(0, -1),
    "%@example.com",
    `${email},`,
    "*",
    email.split("@")[1],
  ]) {
    const { location } = await send(part ?? "");
    tally.check(location !== "/", `"${part}" began a visit`);
  }
}
