/* What is compared: a switch of /choices sent as the plain form that it is, signed in, without scripts (P4) beside a bare
   Next action that writes an event and its state in one transaction and sends on. Fair, because both are production
   builds of the same Next on the same cores and PostgreSQL with fsync on, sent the same way by the same load in turn,
   and only the form is sent, not the page drawn after it; unfair to us on purpose, because the floor knows nobody,
   checks no stamp, keeps no chain and no wording, and writes no audit. Five people, each turning their own switch: as many connections for both. */
import { randomUUID } from "node:crypto";
import autocannon from "autocannon";
import { Browserless, formsOf } from "../../e2e/browserless.ts";
import { alone, isProgram } from "../alone.mjs";
import { buildPages } from "../floor-pages.mjs";
import { median } from "../measure.mjs";

export const figures = ["P4"];

const GOAL = 0.6;
const PEOPLE = ["ana.ribeiro", "jonas.weber", "maeve.gallagher", "chen.jingyi", "zoe.o'hara+trail&rope"];

/** @returns the row of one choice by a form. */
export async function measure(bench) {
  bench.say("P4: a choice by the page's own form, beside next-action");
  const ours = await switches(bench);
  const pages = buildPages("next-action", { DATABASE_URL: bench.database });
  const bare = await pages.start();
  const taken = { floor: [], ours: [] };
  try {
    const floor = await bareForm(bench, bare.url);
    for (let round = -1; round < bench.rounds; round += 1) {
      const seconds = round < 0 ? 3 : bench.seconds;
      const rps = [await sent({ ...floor, seconds }), await sent({ ...ours, seconds })];
      if (round >= 0) taken.floor.push(rps[0]) && taken.ours.push(rps[1]);
    }
  } finally {
    await bare.stop();
    pages.remove();
  }
  return [row(taken)];
}

/** What people of the demo send in turn: a switch of theirs on, and off again. */
export async function switches({ url }) {
  const site = url.replace("127.0.0.1", "localhost");
  const senders = [];
  for (const name of PEOPLE) {
    const person = new Browserless(site);
    await person.signIn(`${name}@example.com`);
    const cookie = [...person.cookies].map(([key, value]) => `${key}=${value}`).join("; ");
    senders.push({ cookie, forms: turned(formsOf((await person.get("/choices")).text)) });
  }
  return { url: `${site}/choices`, senders, leadsTo: "saved=" };
}

/** Recommendations ask for no link to be confirmed, so each turn of their switch is written. */
function turned(forms) {
  const form = forms.find(({ fields }) => fields.to && fields.purpose === "recommendations");
  const first = form.fields.to;
  return [first, first === "on" ? "off" : "on"].map((to) => ({ ...form.fields, to }));
}

/** The floor's form, filled in for as many people of the seed. */
async function bareForm({ people }, url) {
  const [form] = formsOf(await (await fetch(url)).text());
  const senders = people.ids.slice(0, PEOPLE.length).map((id) => ({
    cookie: "",
    forms: ["granted", "withdrawn"].map((to) => ({
      ...form.fields,
      id,
      purpose: "recommendations",
      channel: "",
      to,
    })),
  }));
  return { url, senders, leadsTo: "saved=1" };
}

/** Forms a second. @throws where one was not taken, or led elsewhere. */
export async function sent({ url, senders, leadsTo, seconds }) {
  let [next, same] = [0, 0];
  const elsewhere = [];
  const requests = ({ cookie, forms }) =>
    forms
      .map((fields) => ({ ...multipart(fields), cookie }))
      .map(({ body, type }) => ({
        ...{ method: "POST", body, headers: { "content-type": type, origin: new URL(url).origin, cookie } },
        onResponse: (status, _text, _context, headers) => {
          const to = locationOf(headers);
          if (status === 303 && to.includes("same=1")) same += 1;
          else if (status !== 303 || !to.includes(leadsTo)) elsewhere.push(`${status} ${to}`);
        },
      }));
  const took = await autocannon({
    ...{ url, connections: senders.length, duration: seconds },
    setupClient: (client) => client.setRequests(requests(senders[next++ % senders.length])),
  });
  // A round ends anywhere, so the first turn of the next may find it as it is; that once for each, and not counted.
  if (same > senders.length || elsewhere.length > 0 || took.errors || took.timeouts)
    throw new Error(
      `${url}: ${elsewhere.length} led elsewhere (${elsewhere[0]}), ${took.errors} errors, ${took.timeouts} timeouts`,
    );
  return (took["3xx"] - same) / took.duration;
}

const locationOf = (headers) => String(headers.location ?? headers.Location ?? "");

/** A form as a browser without scripts sends it. */
function multipart(fields) {
  const boundary = `form-${randomUUID()}`;
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return { body: `${parts.join("")}--${boundary}--\r\n`, type: `multipart/form-data; boundary=${boundary}` };
}

function row(taken) {
  const [floor, ours] = [median(taken.floor), median(taken.ours)];
  const ratio = ours / floor;
  return {
    ...{
      figure: "P4",
      what: "a choice by the page's form, no scripts",
      floorName: "next-action",
      floor,
      ours,
    },
    ...{ unit: "rps", ratio, goal: `≥ ${GOAL} ×`, met: ratio >= GOAL, more: { rounds: taken } },
  };
}

if (isProgram(import.meta.url)) await alone({ measure });
