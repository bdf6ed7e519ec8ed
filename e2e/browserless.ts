import { setTimeout as pause } from "node:timers/promises";

/** A form as a browser without JavaScript would send it. */
export interface Form {
  /** Names and values of its fields as the page gave them; the pressed button is added by whoever presses. */
  fields: Record<string, string>;
  /** The form's HTML, for finding the right one. */
  html: string;
}

export interface Answer {
  status: number;
  location: string | null;
  headers: Headers;
  text: string;
}

/** A person without a browser: keeps cookies, reads pages, sends their plain forms. */
export class Browserless {
  readonly cookies = new Map<string, string>();

  /** `says`: headers that go with everything, such as what a browser says it is. */
  constructor(
    readonly url: string,
    readonly says: Record<string, string> = {},
  ) {}

  /** The same person at another address, such as a second server of the same installation. */
  at(url: string): Browserless {
    const other = new Browserless(url, this.says);
    for (const [name, value] of this.cookies) other.cookies.set(name, value);
    return other;
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send(path, { method: "GET", headers });
  }

  /** Anything that a program, unlike a browser, may send: with this person's cookies and nothing else. */
  async sendRaw(path: string, init: RequestInit): Promise<Answer> {
    return this.#send(path, init);
  }

  /** Sends a form as `multipart/form-data`, which is what the pages' forms say. */
  async send(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    return this.#send(path, { method: "POST", body, headers: { origin: this.url, ...headers } });
  }

  /** Every form of a page. */
  async forms(path: string): Promise<Form[]> {
    const { text, status } = await this.get(path);
    if (status !== 200) throw new Error(`${path} answered ${status}`);
    return formsOf(text);
  }

  /** Signs in by the code in the demo's outbox. `before` messages are known already. */
  async signIn(email: string): Promise<void> {
    const before = await this.#codes(email);
    const [ask] = (await this.forms("/sign-in")).filter((form) => form.html.includes('name="who"'));
    const asked = await this.send("/sign-in", { ...ask?.fields, who: email });
    const page = asked.location ?? "/sign-in";
    let code: string | undefined;
    const until = Date.now() + 60_000;
    while (!code && Date.now() < until) {
      code = (await this.#codes(email)).find((one) => !before.includes(one));
      if (!code) await pause(50);
    }
    const [type] = (await this.forms(page)).filter((form) => form.html.includes('name="code"'));
    const { location } = await this.send(page, { ...type?.fields, code: code ?? "" });
    if (location === null || location.includes("sign-in"))
      throw new Error(`${email} was not signed in: ${location}`);
  }

  async #codes(email: string): Promise<string[]> {
    const { text } = await this.get("/demo/outbox");
    const articles = articlesOf(text).filter((part) => unescaped(part).includes(email));
    return articles.flatMap(
      (part) => /(?<![\w-])(\d{4})[ \u00a0]?(\d{4})\b/.exec(part)?.slice(1).join("") ?? [],
    );
  }

  async #send(path: string, init: RequestInit): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...this.says, ...(cookie ? { cookie } : {}), ...init.headers };
    const answer = await fetch(new URL(path, this.url), { ...init, headers, redirect: "manual" });
    for (const set of answer.headers.getSetCookie()) this.#keep(set);
    const { status, headers: sent } = answer;
    return { status, location: sent.get("location"), headers: sent, text: await answer.text() };
  }

  #keep(set: string): void {
    const [pair = "", ...attributes] = set.split(/;\s*/);
    const [name = "", value = ""] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    const over = attributes.some((one) => /^max-age=0$/i.test(one)) || value === "";
    if (over) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** The articles in a page's HTML, without what the page carries for its scripts. */
export const articlesOf = (html: string): string[] =>
  [...html.matchAll(/<article\b[\s\S]*?<\/article>/g)].map(([article]) => article);

/** The forms in a page's HTML, in order. */
export function formsOf(html: string): Form[] {
  return [...html.matchAll(/<form\b[^>]*>([\s\S]*?)<\/form>/g)].map(([form]) => {
    const fields: Record<string, string> = {};
    for (const [input] of form.matchAll(/<input\b[^>]*>/g)) {
      const name = attribute(input, "name");
      // A box without a value of its own says "on" when it is ticked, and here each is.
      const empty = attribute(input, "type") === "checkbox" ? "on" : "";
      if (name) fields[name] = attribute(input, "value") ?? empty;
    }
    return { fields, html: form };
  });
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : unescaped(found);
}

export const unescaped = (text: string) =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
