import { Browserless } from "./browserless";
import { actionOf, builtActions } from "./built-app";

/** A form as one person's page showed it, filled in. */
export interface FoundForm {
  path: string;
  fields: Record<string, string>;
  /** Whose page showed it. */
  by: Browserless;
}

const inAMonth = () => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

/** What a person adds to a form: the boxes that pages leave empty, and those that are no plain input. */
const filled: Record<string, () => Record<string, string>> = {
  "choices/pauseMarketingAction": () => ({ until: inAMonth() }),
  "choices/setFrequencyAction": () => ({ frequency: "weekly" }),
  "account/languageAction": () => ({ locale: "en" }),
  "account/visitWishesAction": () => ({ tell: "daily" }),
  "activity/complainAction": () => ({ words: "This was not about me." }),
  "app/chooseLanguageAction": () => ({ locale: "en" }),
  "data/confirmAction": () => ({ code: "00000000" }),
  "sign-in/codeAction": () => ({ code: "00000000" }),
  "sign-in/againCodeAction": () => ({ code: "00000000" }),
  "sign-in/startAction": () => ({ who: "nobody.here@example.com" }),
  "requests/writeAction": () => ({ text: "More words" }),
  "(customer)/revealInVisitAction": () => ({ reason: "To spell it." }),
  "(customer)/turnOffInVisitAction": () => ({ asked: "phone", words: "No more of these." }),
  "(customer)/stopMarketingInVisitAction": () => ({ asked: "phone", words: "No more of any." }),
  "desk/chooseDeskLanguageAction": () => ({ locale: "en" }),
  "desk/account/addPasskeyAction": () => ({ name: "Laptop", answer: "{}" }),
  "desk/account/proveTotpAction": () => ({ code: "000000" }),
  "desk/audit/searchAction": () => ({ ticket: "47110" }),
  "desk/find/startVisitAction": () => ({
    ...{ by: "email", ticket: "47110", reason: "0", words: "They asked about a text.", code: "" },
  }),
  "desk/integrations/createKeyAction": () => ({ name: "Tried", expires: "P30D" }),
  "desk/integrations/rotateKeyAction": () => ({ overlap: "P1D" }),
  "desk/webhooks/addEndpointAction": () => ({
    ...{ url: `https://tried-${Date.now()}.example.com/hear`, system: "", within: "PT1H" },
    "event:request.due": "on",
  }),
  "desk/webhooks/replayAction": () => ({ from: "2026-01-01", to: "" }),
  "desk/requests/closeAction": () => ({ outcome: "done", text: "It is done." }),
  "desk/requests/moreTimeAction": () => ({ text: "It takes longer." }),
  "desk/requests/refuseAction": () => ({ text: "It cannot be." }),
  "desk/requests/writeAction": () => ({ text: "Which of them?" }),
  "desk/rules/signRulesAction": () => ({ agreed: "yes" }),
  "desk/sign-in/startAction": () => ({ email: "nobody.here@example.com" }),
  "desk/sign-in/firstAction": () => ({ code: "00000000" }),
  "desk/sign-in/totpAction": () => ({ code: "000000" }),
  "desk/sign-in/enrolAction": () => ({ code: "000000" }),
  "desk/sign-in/recoveryAction": () => ({ code: "222222222222" }),
  "desk/sign-in/passkeyAction": () => ({ answer: "{}" }),
  "desk/sign-in/againTotpAction": () => ({ code: "000000" }),
  "desk/sign-in/againRecoveryAction": () => ({ code: "222222222222" }),
  "desk/sign-in/againPasskeyAction": () => ({ answer: "{}" }),
};

type Wish = (fields: Record<string, string>) => boolean;

interface Press {
  who?: Browserless;
  wish?: Wish;
  more?: Record<string, string>;
}

/** Goes through pages, and keeps a form of each kind on the way. */
export class Tour {
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
      if (!this.forms.has(name)) this.forms.set(name, { path, fields: all, by: who });
      found.push({ name, fields: all });
    }
    return found;
  }

  /** Sends a form of somebody's page, filled with more, and looks at where it leads. */
  async press(path: string, action: string, { who = this.person, wish, more }: Press = {}) {
    const offered = await this.look(path, who);
    const form = offered.find(({ name, fields }) => name === action && (wish?.(fields) ?? true));
    if (!form) throw new Error(`${path} has no form for ${action}`);
    const { location } = await who.send(path, { ...form.fields, ...more });
    if (!location || location.includes("problem=")) throw new Error(`${action} came to ${location}`);
    await this.look(location, who);
    return location;
  }
}
