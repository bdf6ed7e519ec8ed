import { type Attack, Tally } from "./attack";
import type { Client } from "./client";
import { crawl } from "./crawl";
import { tryElsewhere } from "./csrf-elsewhere";
import { demoAgent, enterVisit } from "./demo-staff";
import { FORGERIES, type Forge, saysNo, WITHOUT_A_STAMP } from "./forgeries";
import { changed, jobsDone, kept } from "./kept";
import type { PageForm } from "./page-forms";
import type { Target } from "./target";

/** Their own proof lies in the address or in a signature, so whoever sends them may: `stop` only ever lowers. */
const CAPABILITIES = ["POST /stop/"];

/** What whoever holds a browser may do in it alone: read another language, leave a page of a visit that is over. */
const OWN_BROWSER = /name="locale"|Close|visit-over/;

/** So many forms must have been able to do something, or refusing them shows nothing. */
const LEAST_DONE = 15;

const ENDS = /Sign out|End visit|Not now/;

interface Actor {
  name: string;
  who: Client;
  from: string[];
}

/** Everybody who has forms, each where their pages begin. */
async function actors(target: Target): Promise<Actor[]> {
  const [own, visited] = await target.claim(2);
  const person = await target.signIn(own?.email ?? "");
  await target.signIn(visited?.email ?? "");
  const agent = await demoAgent(target, "support");
  await enterVisit(target, agent, visited?.email ?? "");
  const ways = ["/", "/data?whole=1", "/choices", "/requests", "/requests/copy", "/activity", "/account"];
  const once = [
    "/requests/new/complain",
    "/requests/new/delete",
    "/sign-in/again",
    "/terms",
    "/stop/long-used",
  ];
  const desk = async (role: "privacy_officer" | "admin" | "auditor", from: string[]) => {
    return {
      name: role,
      who: (await demoAgent(target, role)).desk,
      from: ["/desk", "/desk/account", ...from],
    };
  };
  return [
    { name: "customer", who: person, from: [...ways, ...once] },
    {
      name: "visit",
      who: agent.desk,
      from: [...ways, "/desk/find", "/choices?off=all", "/choices?off=offers.email"],
    },
    await desk("privacy_officer", ["/desk/requests", "/desk/texts"]),
    await desk("admin", [
      "/desk/integrations/keys/new",
      "/desk/integrations/webhooks/new",
      "/desk/integrations",
    ]),
    await desk("auditor", ["/desk/audit"]),
    {
      name: "nobody",
      who: target.guest(),
      from: ["/sign-in", "/desk/sign-in", "/terms", "/confirm/long-used"],
    },
  ];
}

type Kept = Awaited<ReturnType<typeof kept>>;

interface Found extends PageForm {
  by: Actor;
}

/** Uses everything once as its owner does, so that what only shows then is there too; then finds a form of each kind. */
async function forms(target: Target, all: readonly Actor[]): Promise<Found[]> {
  const most = target.short ? 24 : 120;
  const found = new Map<string, Found>();
  for (const by of all)
    for (const turn of by.name === "nobody" ? [2] : [1, 2]) {
      const crawled = await crawl(by.who, by.from, most);
      for (const form of crawled.forms.values())
        if (form.method === "POST") found.set(`${by.name} ${form.kind}`, { ...form, by });
      if (turn === 1) for (const form of crawled.forms.values()) await use(by.who, form);
    }
  return [...found.values()];
}

async function use(who: Client, form: PageForm): Promise<void> {
  if (form.method !== "POST" || ENDS.test(form.html)) return;
  await who.send(form.to, form.fields);
}

async function tryForm(
  target: Target,
  { form, turn, tally, before }: { form: Found; turn: number; tally: Tally; before: Kept },
): Promise<Kept> {
  const ways: [string, Forge][] = Object.entries(FORGERIES).filter(
    (_, n) => !target.short || n % 4 === turn % 4,
  );
  if (form.fields.stamp && !OWN_BROWSER.test(form.html)) ways.push(...Object.entries(WITHOUT_A_STAMP));
  const named = `${form.by.name}: ${form.page} ${form.kind}`;
  await Promise.all(
    ways.map(async ([way, forge]) => {
      const answer = await forge(form.by.who.copy(), form.to, form.fields);
      const { status, location } = answer;
      tally.check(saysNo(answer), () => `${named} by ${way}: answered ${status} ${location ?? ""}`);
    }),
  );
  const after = await kept(target);
  tally.check(changed(before, after).length === 0, () => `${named} was done: ${changed(before, after)}`);
  return after;
}

/** Each form once more as its owner sends it: what was refused was there to be done. @returns how many did something. */
async function sendAll(target: Target, all: readonly Found[]): Promise<number> {
  let done = 0;
  let before = await kept(target);
  const last = (form: Found) => Number(ENDS.test(form.html));
  for (const form of all.toSorted((one, other) => last(one) - last(other))) {
    await form.by.who.send(form.to, form.fields);
    const after = await kept(target);
    if (changed(before, after).length > 0) done += 1;
    before = after;
  }
  return done;
}

export const attack: Attack = {
  name: "csrf",
  threat: "T10",
  disturbs: true,
  async run(target) {
    const tally = new Tally();
    const found = await forms(target, await actors(target));
    await target.forgetLimits();
    await jobsDone(target);
    const forged = found.filter(({ kind }) => !CAPABILITIES.some((open) => kind.startsWith(open)));
    let before = await kept(target);
    for (const [turn, form] of forged.entries())
      before = await tryForm(target, { form, turn, tally, before });
    await tryElsewhere(target, tally);
    const done = await sendAll(target, forged);
    target.say(`   ${forged.length} forms, of which ${done} did something when their owner sent them`);
    tally.check(done >= LEAST_DONE, `only ${done} of ${forged.length} forms could do anything`);
    return tally;
  },
};
