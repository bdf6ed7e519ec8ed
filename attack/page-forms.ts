import { unescaped } from "./forms";

/** A form as a page shows it, with whatever a browser would send, filled in where a person types. */
export interface PageForm {
  /** The page it stands on. */
  page: string;
  /** Where it goes. */
  to: string;
  method: string;
  fields: Record<string, string>;
  html: string;
  /** The same for every form of this kind, whichever page shows it. */
  kind: string;
}

const inAMonth = () => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

/** What somebody types, by the field's name; anything else gets a few words. */
const TYPED: Readonly<Record<string, () => string>> = {
  who: () => "nobody.here@example.com",
  email: () => "nobody.here@example.com",
  code: () => "00000000",
  until: inAMonth,
  url: () => `https://hooks-${Date.now()}.example.com/hear`,
  ticket: () => "47110",
  from: () => "2026-01-01",
  to: () => "",
  system: () => "",
  answer: () => "{}",
};

/** Every form of a page. @param page The path it was read at. */
export function pageForms(page: string, html: string): PageForm[] {
  return [...html.matchAll(/<form\b([^>]*)>[\s\S]*?<\/form>/g)].map(([whole, tag = ""]) => {
    const fields = { ...typed(whole), ...chosen(whole), ...inputs(whole), ...pressed(whole) };
    const to = attribute(tag, "action") || page;
    const method = (attribute(tag, "method") ?? "GET").toUpperCase();
    return { page, to, method, fields, html: whole, kind: kindOf(fields, to, method) };
  });
}

/** A server action is known by its id; a plain form by where it goes and what it asks for. */
function kindOf(fields: Record<string, string>, to: string, method: string): string {
  const action = Object.keys(fields).find((name) => name.startsWith("$ACTION_ID_"));
  const bound = Object.entries(fields).find(([name]) => /^\$ACTION_\d+:0$/.test(name))?.[1];
  const plain = `${method} ${to.replace(/\?.*/, "").replaceAll(/[A-Za-z0-9_-]{20,}/g, "…")} ${fields.act ?? ""}`;
  return action ?? /"id":"(\w+)"/.exec(bound ?? "")?.[1] ?? plain.trim();
}

function inputs(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of html.matchAll(/<input\b[^>]*>/g)) {
    const [name, type] = [attribute(tag, "name"), attribute(tag, "type") ?? "text"];
    if (!name || (type === "radio" && name in fields)) continue;
    const value = attribute(tag, "value");
    if (type === "checkbox" || type === "radio") fields[name] = value ?? "on";
    else fields[name] = value || type === "hidden" ? (value ?? "") : words(name, type);
  }
  return fields;
}

const words = (name: string, type = "text"): string =>
  TYPED[name]?.() ?? (type === "date" ? inAMonth() : "Some words of mine");

const typed = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<textarea\b([^>]*)>/g)].flatMap(([, tag = ""]) => {
      const name = attribute(tag, "name");
      return name ? [[name, words(name)]] : [];
    }),
  );

const chosen = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)].flatMap(([, tag = "", options = ""]) => {
      const name = attribute(tag, "name");
      const values = [...options.matchAll(/<option\b[^>]*>/g)].map(([one]) => attribute(one, "value") ?? "");
      return name ? [[name, values.find((value) => value !== "") ?? ""]] : [];
    }),
  );

/** The first button that says something of its own. */
function pressed(html: string): Record<string, string> {
  for (const [tag] of html.matchAll(/<button\b[^>]*>/g)) {
    const name = attribute(tag, "name");
    if (name && attribute(tag, "aria-current") === undefined)
      return { [name]: attribute(tag, "value") ?? "" };
  }
  return {};
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : unescaped(found);
}
