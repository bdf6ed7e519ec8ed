import type { Client } from "./client";
import { codeIn, type MailServer } from "./mail-server";
import { type StaffRole, someWord, totpOf } from "./sign-in";
import type { Target } from "./target";

interface Mailed {
  house: Target;
  mail: MailServer;
}

/** Signs a customer in by the code that a real mail server took for them. */
export async function signInByMail({ house, mail }: Mailed, email: string): Promise<Client> {
  await house.forgetLimits();
  const person = house.guest();
  let page = "";
  const taken = await mail.after(email, async () => {
    page = (await person.press("/sign-in", 'name="who"', { who: email })).location ?? "";
  });
  const { location } = await person.press(page, 'name="code"', { code: codeIn(taken) });
  if (!location || location.includes("sign-in")) throw new Error(`${email} was not signed in: ${location}`);
  return person;
}

/** Adds somebody to the desk and signs them in, second step and rules included. */
export async function staffByMail({ house, mail }: Mailed, role: StaffRole): Promise<Client> {
  const email = `robin.${someWord()}@juniper.example`;
  const { code, told } = await house.command([
    "staff",
    "add",
    email,
    "--role",
    role,
    "--name",
    `Robin ${role}`,
  ]);
  if (code !== 0) throw new Error(told);
  const desk = house.guest();
  await house.forgetLimits();
  const taken = await mail.after(email, () => desk.press("/desk/sign-in", 'name="email"', { email }));
  await desk.press("/desk/sign-in?sent=1", 'name="code"', { code: codeIn(taken) });
  const second = "/desk/sign-in/second?next=/desk";
  const { text } = await desk.get(second);
  const totpKey = (/<code class="key"[^>]*>([^<]+)</.exec(text)?.[1] ?? "").replaceAll(" ", "");
  await desk.press(second, 'name="code"', { code: totpOf(totpKey) });
  await desk.press(second, "I have kept them");
  await desk.press("/desk/rules", 'name="agreed"', { agreed: "yes" });
  return desk;
}
