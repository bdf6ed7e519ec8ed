/** A piece of HTML that is already safe. Only `html` and `join` make one. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

type Piece = Markup | string | number | null | false | readonly Markup[];

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

/** Control characters no HTML may hold, and those that turn the direction of what follows. */
const UNSAFE = /[^\P{Cc}\t\n\r]|[\u202a-\u202e\u2066-\u2069]/gu;

/** Text as HTML shows it, safe in an element and in a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text
    .toWellFormed()
    .replace(UNSAFE, "\ufffd")
    .replace(/[&<>"'`]/gu, (char) => ESCAPES[char] ?? "");

function piece(value: Piece): string {
  if (value === null || value === false) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map((one) => one.text).join("");
  return escapeHtml(String(value));
}

/** HTML with values put in, each escaped unless it is Markup itself. Attributes must stand in quotes. */
export function html(parts: TemplateStringsArray, ...values: Piece[]): Markup {
  const last = parts.length - 1;
  const whole = parts.map((part, n) => (n === last ? part : part + piece(values[n] ?? null)));
  return new Markup(whole.join(""));
}
