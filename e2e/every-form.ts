import type { Answer, Browserless } from "./browserless";
import { actionOf, builtActions } from "./built-app";
import type { Marked } from "./marked-people";
import { CODE, CONFIRM_LINK, foundAfter, SIGN_IN_LINK } from "./outbox";

/** A form as one person's page showed it, filled in. */
export interface FoundForm {
  path: string;
  fields: Record<string, string>;
}

/** What one person's use of everything left behind. */
export interface Used {
  /** One form for each action that their pages offered. */
  forms: Map<string, FoundForm>;
  request: string;
  signInToken: string;
  confirmToken: string;
  copyToken: string;
  correctionCode: string;
}

const inAMonth = () => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

/** What a person adds to a form: the boxes that pages leave empty, and those that are no plain input. */
const filled: Record<string, () => Record<string, string>> = {
  "choices/pauseMarketingAction": () => ({ until: inAMonth() }),
  "choices/setFrequencyAction": () => ({ frequency: "weekly" }),
  "account/languageAction": () => ({ locale: "en" }),
  "app/chooseLanguageAction": () => ({ locale: "en" }),
  "data/confirmAction": () => ({ code: "00000000" }),
  "sign-in/codeAction": () => ({ code: "00000000" }),
  "sign-in/againCodeAction": () => ({ code: "00000000" }),
  "sign-in/startAction": () => ({ who: "nobody.here@example.com" }),
  "requests/writeAction": () => ({ text: "More words" }),
};

type Wish = (fields: Record<string, string>) => boolean;

/** Goes through the pages of one person, does what they offer, and keeps a form of each kind on the way. */
export async function tryEverything({ person, email, marks: [mark = ""] }: Marked): Promise<Used> {
  const forms = new Map<string, FoundForm>();
  const actions = builtActions();

  async function look(path: string, who: Browserless = person) {
    const found: { name: string; fields: Record<string, string> }[] = [];
    for (const { fields } of await who.forms(path)) {
      const name = actionOf(fields, actions);
      if (!name) continue;
      const all = { ...fields, ...filled[name]?.() };
      if (!forms.has(name)) forms.set(name, { path, fields: all });
      found.push({ name, fields: all });
    }
    return found;
  }

  async function press(path: string, action: string, wish: Wish = () => true, more = {}): Promise<Answer> {
    const form = (await look(path)).find(({ name, fields }) => name === action && wish(fields));
    if (!form) throw new Error(`${path} has no form for ${action}`);
    const answer = await person.send(path, { ...form.fields, ...more });
    if (answer.location?.includes("problem=")) throw new Error(`${action} came to ${answer.location}`);
    await look(answer.location ?? path);
    return answer;
  }

  const guest = person.at(person.url);
  guest.cookies.clear();
  await look("/sign-in", guest);
  await look("/sign-in?sent=1", guest);
  const elsewhere = guest.at(person.url);
  await elsewhere.signIn(email);
  await look("/account");

  await press("/choices", "choices/setChoiceAction", (f) => f.purpose === "offers" && f.to === "on");
  await press("/choices", "choices/pauseMarketingAction");
  await look("/choices");
  await press("/choices", "choices/objectAction");
  const confirm = await foundAfter(guest, { email, pattern: CONFIRM_LINK }, () =>
    press("/choices", "choices/setChoiceAction", (f) => f.purpose === "guides" && f.to === "on"),
  );
  await look(`/confirm/${confirm}`, guest);

  const correction = `${mark}.new@example.com`.toLowerCase();
  const correctionCode = await foundAfter(guest, { email: correction, pattern: CODE }, () =>
    press("/data?whole=1", "data/correctAction", (f) => f.item === "email", { value: correction }),
  );

  const { location } = await press("/requests/new/complain", "requests/openRequestAction", undefined, {
    text: `${mark} complains`,
  });
  const request = (location ?? "").replace(/\?.*/, "");
  await press(request, "requests/writeAction", undefined, { text: `${mark} adds` });
  const copy = await press("/requests/copy", "requests/prepareCopyAction");
  await press("/sign-in/again", "sign-in/againAction");

  const [ask] = (await guest.forms("/sign-in")).filter((form) => form.html.includes('name="who"'));
  const signIn = await foundAfter(guest, { email, pattern: SIGN_IN_LINK }, () =>
    guest.send("/sign-in", { ...ask?.fields, who: email }),
  );
  await look(`/sign-in/${signIn}`, guest);
  return {
    forms,
    request,
    signInToken: signIn,
    confirmToken: confirm,
    copyToken: new URL(copy.location ?? "", person.url).searchParams.get("link") ?? "",
    correctionCode,
  };
}
