import { Browserless } from "./browserless";
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

/** Goes through pages, and keeps a form of each kind on the way. */
class Visit {
  readonly forms = new Map<string, FoundForm>();
  readonly guest: Browserless;
  readonly #actions = builtActions();

  constructor(readonly person: Browserless) {
    this.guest = new Browserless(person.url);
  }

  async look(path: string, who = this.person) {
    const found: { name: string; fields: Record<string, string> }[] = [];
    for (const { fields } of await who.forms(path)) {
      const name = actionOf(fields, this.#actions);
      if (!name) continue;
      const all = { ...fields, ...filled[name]?.() };
      if (!this.forms.has(name)) this.forms.set(name, { path, fields: all });
      found.push({ name, fields: all });
    }
    return found;
  }

  /** Sends a form of the person's page, filled with more, and looks at where it leads. */
  async press(path: string, action: string, { wish, more }: { wish?: Wish; more?: object } = {}) {
    const offered = await this.look(path);
    const form = offered.find(({ name, fields }) => name === action && (wish?.(fields) ?? true));
    if (!form) throw new Error(`${path} has no form for ${action}`);
    const { location } = await this.person.send(path, { ...form.fields, ...more });
    if (!location || location.includes("problem=")) throw new Error(`${action} came to ${location}`);
    await this.look(location);
    return location;
  }
}

/** Does what the pages of one person offer, and keeps a form of each kind on the way. */
export async function tryEverything({ person, email, marks: [mark = ""] }: Marked): Promise<Used> {
  const visit = new Visit(person);
  await new Browserless(person.url).signIn(email);
  await visit.look("/account");
  return {
    forms: visit.forms,
    confirmToken: await tryChoices(visit, email),
    correctionCode: await tryCorrection(visit, `${mark}.new@example.com`.toLowerCase()),
    request: await tryRequests(visit, mark),
    copyToken: await tryCopy(visit),
    signInToken: await trySignIn(visit, email),
  };
}

async function tryChoices(visit: Visit, email: string): Promise<string> {
  const turnOn = (purpose: string) =>
    visit.press("/choices", "choices/setChoiceAction", {
      wish: (f) => f.purpose === purpose && f.to === "on",
    });
  await turnOn("offers");
  await visit.press("/choices", "choices/pauseMarketingAction");
  await visit.look("/choices");
  await visit.press("/choices", "choices/objectAction");
  const token = await foundAfter(visit.guest, { email, pattern: CONFIRM_LINK }, () => turnOn("guides"));
  await visit.look(`/confirm/${token}`, visit.guest);
  return token;
}

const tryCorrection = (visit: Visit, value: string): Promise<string> =>
  foundAfter(visit.guest, { email: value, pattern: CODE }, () =>
    visit.press("/data?whole=1", "data/correctAction", { wish: (f) => f.item === "email", more: { value } }),
  );

async function tryRequests(visit: Visit, mark: string): Promise<string> {
  const complaint = { more: { text: `${mark} complains` } };
  const filed = await visit.press("/requests/new/complain", "requests/openRequestAction", complaint);
  const request = filed.replace(/\?.*/, "");
  await visit.press(request, "requests/writeAction", { more: { text: `${mark} adds` } });
  return request;
}

async function tryCopy(visit: Visit): Promise<string> {
  const ready = await visit.press("/requests/copy", "requests/prepareCopyAction");
  return new URL(ready, visit.person.url).searchParams.get("link") ?? "";
}

async function trySignIn(visit: Visit, email: string): Promise<string> {
  await visit.press("/sign-in/again", "sign-in/againAction");
  const ask = (await visit.look("/sign-in", visit.guest)).find(({ fields }) => "who" in fields);
  const token = await foundAfter(visit.guest, { email, pattern: SIGN_IN_LINK }, () =>
    visit.guest.send("/sign-in", { ...ask?.fields, who: email }),
  );
  await visit.look("/sign-in?sent=1", visit.guest);
  await visit.look(`/sign-in/${token}`, visit.guest);
  return token;
}
