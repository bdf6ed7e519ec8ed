import type { Answers } from "./answers";
import { sendAny } from "./any-body";

import type { Client } from "./client";
import { crawl } from "./crawl";
import { demoAgent } from "./demo-staff";
import { HOSTILE_ARGUMENTS } from "./lists/bodies";
import { ABUSES, BOUNDARY, END, part } from "./lists/forms";
import { troublesomeTexts } from "./lists/texts";
import { type PageForm, pageForms } from "./page-forms";
import type { Target } from "./target";

const FORM = `multipart/form-data; boundary=${BOUNDARY}`;

/** A form, and somebody to whom it was shown. */
interface Shown {
  who: Client;
  form: PageForm;
}

/** One of each kind that each of these shows. */
async function formsOf(target: Target): Promise<Shown[]> {
  const [own] = await target.claim(1);
  const most = target.short ? 14 : 60;
  const all: [Client, string[]][] = [
    [target.guest(), ["/sign-in", "/desk/sign-in", "/stop/x"]],
    [
      await target.signIn(own?.email ?? ""),
      ["/data?whole=1", "/requests/new/complain", "/choices", "/account", "/"],
    ],
    [
      (await demoAgent(target, "admin")).desk,
      ["/desk/integrations/webhooks/new", "/desk/integrations/keys/new"],
    ],
    [(await demoAgent(target, "support")).desk, ["/desk/find"]],
    [(await demoAgent(target, "auditor")).desk, ["/desk/audit"]],
  ];
  const found = new Map<string, Shown>();
  for (const [who, from] of all)
    for (const form of (await crawl(who, from, most)).forms.values())
      if (form.method === "POST" && !/Sign out|End/.test(form.html)) found.set(form.kind, { who, form });
  return [...found.values()];
}

async function tryAbuses({ who, form }: Shown, short: boolean, answers: Answers): Promise<void> {
  for (const [name, body, headers = {}] of ABUSES) {
    if (short && /60 MB/.test(name) && !/sign-in/.test(form.page)) continue;
    const said = { origin: who.url, "content-type": FORM, ...headers };
    const answer = await sendAny(who.copy(), form.to, {
      method: "POST",
      headers: said,
      body: body(form.fields),
    });
    answers.check(`${name} for a form at ${form.page}`, answer, { close: /60 MB/.test(name) });
  }
}

async function tryArguments({ who, form }: Shown, answers: Answers): Promise<void> {
  const id = Object.keys(form.fields)
    .find((name) => name.startsWith("$ACTION_ID_"))
    ?.replace("$ACTION_ID_", "");
  if (!id) return;
  for (const given of HOSTILE_ARGUMENTS)
    for (const type of ["text/plain;charset=UTF-8", FORM]) {
      const body = type.startsWith("text")
        ? given
        : part("0", given) + part("1", '{"status":"resolved_model","value":"$1"}') + END;
      const headers = {
        origin: who.url,
        "next-action": id,
        accept: "text/x-component",
        "content-type": type,
      };
      const answer = await sendAny(who.copy(), form.to, { method: "POST", headers, body: Buffer.from(body) });
      answers.check(`arguments ${given.slice(0, 40)} as ${type} for a form at ${form.page}`, answer);
    }
}

/** The same hostility at every form: whole bodies, the framework's arguments, and texts in each field. */
export async function tryForms(target: Target, answers: Answers): Promise<void> {
  const all = await formsOf(target);
  for (const [at, one] of all.entries()) {
    if (!target.short || at % 5 === 0) await tryAbuses(one, target.short, answers);
    if (at % (target.short ? 12 : 6) === 0) await tryArguments(one, answers);
    const names = Object.keys(one.form.fields).filter(
      (name) => !name.startsWith("$ACTION") && name !== "stamp",
    );
    for (const [n, text] of troublesomeTexts(target.short ? 45 : 4).entries()) {
      const name = names[n % Math.max(1, names.length)] ?? "x";
      const fields = { ...one.form.fields, [name]: text };
      answers.check(
        `${name} = ${JSON.stringify(text)} in a form at ${one.form.page}`,
        await one.who.copy().send(one.form.to, fields),
      );
    }
  }
  target.say(`   ${all.length} forms`);
}

/** The forms of signing in with everything that is wrong as a whole. */
export async function tryOpenForms(target: Target, answers: Answers): Promise<void> {
  const who = target.guest();
  const page = "/sign-in";
  for (const form of pageForms(page, (await who.get(page)).text))
    await tryAbuses({ who, form }, target.short, answers);
}
