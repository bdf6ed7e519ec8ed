/** Finished HTML; only `html` makes one, so every other text is escaped on its way in. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

const SIGNS: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A template whose values are escaped, unless they came from another one. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((all, text, index) => all + text + write(parts[index]), ""));
}

function write(part: Part): string {
  if (part instanceof Html) return part.text;
  if (part === null || part === undefined || part === false) return "";
  if (typeof part === "object") return part.map(write).join("");
  return String(part).replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? "");
}

/** `words in backticks` as code, and an empty line as a new paragraph; nothing more of Markdown. */
export function prose(text: string): Html[] {
  return text.split(/\n\n+/).map((paragraph) => {
    const parts = paragraph
      .split("`")
      .map((part, index) => (index % 2 ? html`<code>${part}</code>` : html`${part}`));
    return html`<p>${parts}</p>`;
  });
}
