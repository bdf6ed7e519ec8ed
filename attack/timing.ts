import { type Attack, Tally } from "./attack";
import type { Answer, Client } from "./client";
import { bytesOf, compare, type Send, strangers } from "./compared";
import { enter } from "./demo-staff";
import { jobsDone } from "./kept";
import { searching, searchLimits } from "./search-timing";
import type { Target } from "./target";

/** Whether an address is a customer's: neither what signing in and searching answer nor when tells it. */
export const attack: Attack = {
  name: "timing",
  threat: "T4 T5 T36",
  async run(target) {
    const tally = new Tally();
    await signingIn(target, tally);
    await signInLimits(target, tally);
    // Hundreds were just asked for; whoever is signed in next does not wait behind them.
    await jobsDone(target);
    const agent = await enter(target, "support");
    await searching(target, { agent, tally });
    await searchLimits(target, { agent, tally });
    return tally;
  },
};

const addresses = (target: Target) =>
  target.sql<{ email: string }>(
    "select email from retail.person where email like '%@%' limit 250",
    [],
    "juniper_shop",
  );

async function signingIn(target: Target, tally: Tally): Promise<void> {
  const count = target.short ? 60 : 500;
  const people = (await addresses(target)).map(({ email }) => email);
  const known = Array.from({ length: count }, (_, at) => people[at % people.length] ?? "");
  const unknown = strangers(count);
  const fields = await formOf(target.guest());
  const send: Send = (who) => target.guest().send("/sign-in", { ...fields, who });
  const rest = () => target.forgetLimits();
  for (let warm = 0; warm < 10; warm += 1) await send(`warm${warm}@example.com`);
  target.say(
    `   ${await compare(tally, { what: "sign-in", known, unknown, lanes: 1, send, rest, every: 40 })}`,
  );
  // What the next page says, drawn with the cookie that the answer set.
  const next = async (who: string) => {
    const person = target.guest();
    const { location } = await person.send("/sign-in", { ...fields, who });
    return person.get(location ?? "/");
  };
  await rest();
  for (const [at, who] of known.slice(0, 20).entries()) {
    const [here, nowhere] = [await next(who), await next(unknown[at] ?? "")];
    const same = partsOf(here, who) === partsOf(nowhere, unknown[at] ?? "");
    tally.check(same, "the page after asking differs for known and unknown");
  }
}

/** The framework sends the parts of a page in the order in which they are done. */
const partsOf = (answer: Answer, who: string) => bytesOf(answer, who).split(/\\n|</).sort().join("\n");

const formOf = async (who: Client) =>
  (await who.forms("/sign-in")).find(({ html }) => html.includes('name="who"'))?.fields ?? {};

/** Over a limit the answer stays the same, and nothing follows it. */
async function signInLimits(target: Target, tally: Tally): Promise<void> {
  await target.forgetLimits();
  const [customer] = await target.claim(1);
  const email = customer?.email ?? "";
  const fields = await formOf(target.guest());
  const rows = async () =>
    (await target.sql<{ n: number }>("select count(*)::int as n from sign_ins"))[0]?.n ?? 0;
  const before = await rows();
  const answers: Answer[] = [];
  for (let turn = 0; turn < 14; turn += 1)
    answers.push(await target.guest().send("/sign-in", { ...fields, who: email }));
  const ways = new Set(answers.map((answer) => bytesOf(answer, email))).size;
  tally.check(ways === 1, `14 asks for one address are answered in ${ways} ways`);
  const asked = (await rows()) - before;
  tally.check(asked === 10, `14 asks for one address in an hour led to ${asked} messages`);
  await target.forgetLimits();
}
