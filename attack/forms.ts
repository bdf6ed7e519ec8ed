/** A form as a browser without JavaScript would send it. */
export interface Form {
  /** Names and values of its fields as the page gave them; the pressed button is added by whoever presses. */
  fields: Record<string, string>;
  /** The form's HTML, for finding the right one. */
  html: string;
}

/** The forms in a page's HTML, in order. A box without a value of its own says "on". */
export function formsOf(html: string): Form[] {
  return [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)].map(([form]) => {
    const fields: Record<string, string> = {};
    for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
      const name = attribute(tag, "name");
      const empty = attribute(tag, "type") === "checkbox" ? "on" : "";
      if (name) fields[name] = attribute(tag, "value") ?? empty;
    }
    return { fields, html: form };
  });
}

/** The articles in a page's HTML, without what the page carries for its scripts. */
export const articlesOf = (html: string): string[] =>
  [...html.matchAll(/<article\b[\s\S]*?<\/article>/g)].map(([article]) => article);

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : unescaped(found);
}

const entities: Record<string, string> = { "&quot;": '"', "&#x27;": "'", "&lt;": "<", "&gt;": ">" };

/** The text that a piece of HTML stands for, as the product escapes it. */
export const unescaped = (text: string): string =>
  text.replaceAll(/&(quot|#x27|lt|gt);/g, (found) => entities[found] ?? found).replaceAll("&amp;", "&");
