import { setTimeout as pause } from "node:timers/promises";
import { Browserless } from "@/e2e/browserless";
import type { Ground } from "./ground";

const CODE = /(?<![\w-])(\d{4})[ \u00a0]?(\d{4})\b/;

/** Signs somebody in by the code in their mail; asked for at one replica, typed at another. @returns null where it failed. */
export async function signInByMail(
  { mail }: Pick<Ground, "mail">,
  who: { email: string; asksAt: string; answersAt: string },
): Promise<Browserless | null> {
  const after = mail.taken.length;
  const asking = new Browserless(who.asksAt);
  const [ask] = (await asking.forms("/sign-in")).filter(({ html }) => html.includes('name="who"'));
  const { location } = await asking.send("/sign-in", { ...ask?.fields, who: who.email });
  const code = await codeFor({ mail, email: who.email, after });
  const typing = asking.at(who.answersAt);
  const path = location ?? "/sign-in";
  const [type] = (await typing.forms(path)).filter(({ html }) => html.includes('name="code"'));
  const answer = await typing.send(path, { ...type?.fields, code });
  return answer.location === null || answer.location.includes("sign-in") ? null : typing;
}

async function codeFor(wanted: Pick<Ground, "mail"> & { email: string; after: number }): Promise<string> {
  const { mail, email, after } = wanted;
  for (const until = Date.now() + 20_000; Date.now() < until; await pause(50)) {
    const found = mail.taken.slice(after).findLast(({ to }) => to.includes(email));
    if (found) return CODE.exec(found.text)?.slice(1).join("") ?? "";
  }
  return "";
}
