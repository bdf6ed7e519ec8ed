/** An array as PostgreSQL writes it: texts, NULL, or arrays of the same. */
export type TextArray = (string | null | TextArray)[];

/**
 * Reads PostgreSQL's text form of an array, such as `{a,"b c",NULL,{1,2}}` or `[0:1]={a,b}`.
 * @throws SyntaxError when the text is not an array. Source: PostgreSQL manual, 8.15.6.
 */
export function readTextArray(text: string): TextArray {
  const start = text.startsWith("[") ? text.indexOf("={") + 1 : 0;
  const stack: TextArray[] = [];
  let at = start;
  while (at < text.length) {
    const char = text[at];
    if (char === "{") {
      const inner: TextArray = [];
      stack.at(-1)?.push(inner);
      stack.push(inner);
      at += 1;
    } else if (char === "}") {
      const closed = stack.pop();
      if (closed && stack.length === 0 && at === text.length - 1) return closed;
      at += 1;
    } else if (char === ",") {
      at += 1;
    } else {
      const entry = char === '"' ? readQuoted(text, at) : readBare(text, at);
      stack.at(-1)?.push(entry.value);
      at = entry.next;
    }
  }
  throw new SyntaxError("not an array as PostgreSQL writes it");
}

interface Entry {
  value: string | null;
  next: number;
}

function readQuoted(text: string, from: number): Entry {
  let value = "";
  let at = from + 1;
  while (at < text.length && text[at] !== '"') {
    if (text[at] === "\\") at += 1;
    value += text[at] ?? "";
    at += 1;
  }
  return { value, next: at + 1 };
}

function readBare(text: string, from: number): Entry {
  let at = from;
  while (at < text.length && text[at] !== "," && text[at] !== "}") at += 1;
  const value = text.slice(from, at);
  return { value: value === "NULL" ? null : value, next: at };
}
