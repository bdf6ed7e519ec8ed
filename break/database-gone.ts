import { setTimeout as pause } from "node:timers/promises";
import { type Form, formsOf } from "@/e2e/browserless";
import { type Asked, ask, atRate, statuses } from "./asked";
import { exactly, type Fault, type Measured, told, within } from "./fault";
import type { Ground } from "./ground";
import { mixed, page, pressed } from "./questions";
import type { Replica } from "./replica";

const PER_SECOND = 10;

/** R18: PostgreSQL is away for a while, once because it was stopped, once because it hangs with its connections open. */
export const databaseGone: Fault = {
  name: "database-gone",
  title: "PostgreSQL gone",
  async run(ground, extent) {
    const seconds = extent.of(60, 6);
    const app = await ground.app();
    try {
      const form = await choiceForm(ground, app);
      const { database } = ground;
      const stopped = await away({ ground, app, form, seconds: seconds / 2 }, "stopped", {
        take: () => database.stop(),
        giveBack: () => database.start(),
      });
      const hanging = await away({ ground, app, form, seconds: seconds / 2 }, "hanging", {
        take: async () => database.freeze(true),
        giveBack: async () => database.freeze(false),
      });
      return {
        done: `gone for ${seconds} s, ${PER_SECOND} requests a second`,
        numbers: [...stopped, ...hanging],
      };
    } finally {
      ground.database.freeze(false);
      await app.kill();
    }
  },
};

async function choiceForm({ people: [person] }: Ground, app: Replica): Promise<Form> {
  const { text } = await ask(page(app.url, "/choices", person));
  const form = formsOf(text).find(({ fields }) => fields.purpose === "offers" && fields.to);
  if (!form) throw new Error("the choices page has no switch");
  return form;
}

interface Place {
  ground: Ground;
  app: Replica;
  form: Form;
  seconds: number;
}

/** Takes it away, asks all the time, gives it back. @returns what the answers were, and how soon they knew. */
async function away(
  place: Place,
  how: string,
  act: { take(): Promise<void>; giveBack(): Promise<void> },
): Promise<Measured[]> {
  const { app, seconds } = place;
  // In flight when it goes: from now on until it is back.
  const known = timeUntil(async () => !(await app.ready()));
  const taken = act.take();
  const alive = atRate({ perSecond: 2, seconds }, () => ({ what: "livez", url: `${app.url}/livez` }));
  const asked = await atRate({ perSecond: PER_SECOND, seconds }, questions(place));
  await taken;
  await act.giveBack();
  const back = await timeUntil(async () => (await app.ready()) && (await answers(place)));
  return judged(how, { asked, alive: await alive, known: await known, back });
}

function questions({ ground, app, form }: Place) {
  const { key, people } = ground;
  const [others, [person]] = [mixed({ url: app.url, key }, people), people];
  return (number: number) =>
    number % 6 === 5 && person
      ? pressed(app.url, { path: "/choices", fields: form.fields, person })
      : others(number);
}

/** A page and a decision are answered as before. */
async function answers({ ground, app }: Place): Promise<boolean> {
  const next = mixed({ url: app.url, key: ground.key }, ground.people);
  const both = await Promise.all([ask(next(0)), ask(next(1))]);
  return both.every(({ status }) => status === 200);
}

async function timeUntil(is: () => Promise<boolean>): Promise<number> {
  const began = performance.now();
  while (!(await is())) {
    if (performance.now() - began > 60_000) return Number.POSITIVE_INFINITY;
    await pause(20);
  }
  return performance.now() - began;
}

function judged(
  how: string,
  of: { asked: Asked[]; alive: Asked[]; known: number; back: number },
): Measured[] {
  const { asked, alive, known, back } = of;
  // A form that cannot be saved leads back to its page and says so there.
  const refused = ({ status, location }: Asked) => status === 303 && location.includes("problem=");
  const other = asked.filter((one) => ![200, 503].includes(one.status) && !refused(one));
  for (const [what, all] of Map.groupBy(other, ({ what, status, fault }) => `${what}: ${status || fault}`))
    process.stdout.write(`  ${how}: ${what} × ${all.length}\n`);
  return [
    told(`${how}: answers`, statuses(asked)),
    exactly(`${how}: other than 200 and 503`, other.length, 0),
    within(`${how}: slowest answer`, Math.max(...asked.map(({ ms }) => ms)), 3_000),
    within(`${how}: readyz says 503 after`, known, 2_000),
    exactly(`${how}: livez other than 200`, alive.filter(({ status }) => status !== 200).length, 0),
    within(`${how}: answers as before after`, back, 5_000),
  ];
}
