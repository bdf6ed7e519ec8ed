import type { Answer, Client } from "../client";
import { messageAfter } from "../outbox";
import { inParallel } from "../parallel";
import type { Target } from "../target";
import { altered, type Try } from "./try";

/** Somebody is signed in by an answer when it sets a session. */
const signsIn = ({ headers }: Answer) =>
  headers.getSetCookie().some((set) => /^(__Host-)?session=[^;]{20}/.test(set));

interface Asked {
  person: Client;
  /** Where the code is typed. */
  page: string;
  code: string;
  token: string;
}

async function ask(target: Target, email: string): Promise<Asked> {
  await target.forgetLimits();
  const person = target.guest();
  let page = "/sign-in";
  const { code, link } = await messageAfter(target, email, async () => {
    page = (await person.press("/sign-in", 'name="who"', { who: email })).location ?? page;
  });
  return { person, page, code, token: new URL(link).pathname.split("/").at(-1) ?? "" };
}

/** Sends the form of a link's page with any token. */
async function press(target: Target, form: Record<string, string>, token: string): Promise<boolean> {
  return signsIn(await target.guest().send(`/sign-in/${token}`, { ...form, token }));
}

const linkForm = async (target: Target, token: string) =>
  (await target.guest().forms(`/sign-in/${token}`)).find(({ html }) => html.includes('name="token"'))
    ?.fields ?? {};

/** Links of a message: used, replaced, old, invented; and one pressed by fifty at once. */
export async function links(target: Target, email: string): Promise<Try[]> {
  const kind = "sign-in link";
  const first = await ask(target, email);
  const form = await linkForm(target, first.token);
  const tries: Try[] = [];
  const attempt = async (what: string, token: string) =>
    tries.push({ kind, what, accepted: await press(target, form, token) });
  for (let turn = 0; turn < 20; turn += 1) {
    const opened = await target.guest().ask(`/sign-in/${first.token}`, { method: turn % 2 ? "GET" : "HEAD" });
    tries.push({ kind, what: "opened without its button", accepted: signsIn(opened) });
  }
  await attempt("one letter altered", altered(first.token));
  await attempt("its last letter left out", first.token.slice(0, -1));
  await attempt("in capitals", first.token.toUpperCase());
  await attempt("empty", "");
  await attempt("invented", Buffer.alloc(32, 7).toString("base64url"));
  const second = await ask(target, email);
  await attempt("replaced by a newer one", first.token);
  const all = await inParallel(Array.from({ length: 50 }), 50, () => press(target, form, second.token));
  const sessions = all.filter(Boolean).length;
  tries.push({ kind, what: `pressed 50 times at once: ${sessions} sessions`, accepted: sessions !== 1 });
  await attempt("used", second.token);
  const third = await ask(target, email);
  await target.sql("update sign_ins set expires_at = now() - interval '1 second' where used_at is null");
  await attempt("too old", third.token);
  return tries;
}

/** Codes: in another browser, used, after too many wrong ones, replaced, too old. */
export async function codes(target: Target, email: string): Promise<Try[]> {
  const kind = "sign-in code";
  const tries: Try[] = [];
  const type = async (what: string, { person, page, code }: Omit<Asked, "token">) => {
    const answer = await person.press(page, 'name="code"', { code }).catch(() => null);
    tries.push({ kind, what, accepted: answer !== null && signsIn(answer) });
  };
  const first = await ask(target, email);
  const { fields = {} } =
    (await first.person.forms(first.page)).find(({ html }) => html.includes('name="code"')) ?? {};
  const elsewhere = await target.guest().send(first.page, { ...fields, code: first.code });
  tries.push({ kind, what: "typed in another browser", accepted: signsIn(elsewhere) });
  for (let turn = 0; turn < 5; turn += 1)
    await type("wrong", { ...first, person: first.person.copy(), code: String(10_000_000 + turn) });
  await type("right after five wrong ones", first);
  const second = await ask(target, email);
  const third = await ask(target, email);
  await type("replaced by a newer one", second);
  const kept = third.person.copy();
  const right = await third.person.press(third.page, 'name="code"', { code: third.code });
  if (!signsIn(right)) throw new Error(`the right code was not taken: ${right.location}`);
  await type("used", { ...third, person: kept });
  const fourth = await ask(target, email);
  await target.sql("update sign_ins set expires_at = now() - interval '1 second' where used_at is null");
  await type("too old", fourth);
  return tries;
}
