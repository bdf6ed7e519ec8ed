import type { Check, Files, Problem } from "./problem";

const BASE = "messages/en.json";

/** Every language says everything that English says, with the same values in it, and nothing more. */
export const messages: Check = (files) => {
  const base = readTexts(files, BASE);
  return [...files.keys()]
    .filter((file) => /^messages\/[\w-]+\.json$/.test(file) && file !== BASE)
    .flatMap((file) => compare(base, readTexts(files, file), { file, text: files.get(file) ?? "" }));
};

type Texts = ReadonlyMap<string, string>;

function readTexts(files: Files, file: string): Texts {
  const texts = new Map<string, string>();
  const walk = (value: unknown, path: string) => {
    if (typeof value === "string") texts.set(path, value);
    else if (typeof value === "object" && value !== null)
      for (const [key, inner] of Object.entries(value)) walk(inner, path ? `${path}.${key}` : key);
  };
  walk(JSON.parse(files.get(file) ?? "{}"), "");
  return texts;
}

function compare(base: Texts, other: Texts, { file, text }: { file: string; text: string }): Problem[] {
  const say = (key: string, message: string) => ({ file, line: lineOf(text, key), message });
  const missing = [...base.keys()]
    .filter((key) => !other.has(key))
    .map((key) => say(key, `${key} is missing`));
  const extra = [...other.keys()]
    .filter((key) => !base.has(key))
    .map((key) => say(key, `${key} is not in ${BASE}`));
  const empty = [...other].filter(([, said]) => !said.trim()).map(([key]) => say(key, `${key} is empty`));
  const changed = [...base].flatMap(([key, said]) => {
    const theirs = other.get(key);
    if (theirs === undefined || valuesIn(said) === valuesIn(theirs)) return [];
    return [
      say(
        key,
        `${key} has the values ${valuesIn(theirs) || "none"} — English has ${valuesIn(said) || "none"}`,
      ),
    ];
  });
  const foreign = file.startsWith("messages/zh") ? [...other].filter(([, said]) => isForeign(said)) : [];
  const english = foreign.map(([key]) => say(key, `${key} is not in Chinese`));
  return [...missing, ...extra, ...empty, ...changed, ...english];
}

/** What stands in Chinese as it is: names, and terms without a usual word. */
const AS_IT_IS = new Set(["Forthright", "HTTP", "LIX", "PostgreSQL", "Webhook"]);

/** Words in Latin letters without one in Chinese, values left aside: most likely never translated. */
function isForeign(said: string): boolean {
  if (/\p{Script=Han}/u.test(said)) return false;
  const words = said.replaceAll(/\{\s*\w+\s*\}|<\/?\w+>/g, " ").match(/\p{Script=Latin}+/gu) ?? [];
  return words.some((word) => !AS_IT_IS.has(word));
}

/** The names of the values in an ICU message, sorted: `{count, plural, …}` and `{who}`; tags as `<b>`. */
export function valuesIn(said: string): string {
  const names = new Set<string>();
  for (const found of said.matchAll(/\{\s*(\w+)\s*[,}]/g))
    if (!isBranch(said, found.index)) names.add(`{${found[1]}}`);
  for (const found of said.matchAll(/<(\w+)>/g)) names.add(`<${found[1]}>`);
  return [...names].sort().join(" ");
}

/** `one {box}`: the word in these braces is a text of a plural or a choice, not a value. */
function isBranch(said: string, at: number): boolean {
  return depthAt(said, at) % 2 === 1 && /(=\d+|\w+)\s*$/.test(said.slice(0, at));
}

function depthAt(said: string, at: number): number {
  let depth = 0;
  for (const letter of said.slice(0, at)) depth += letter === "{" ? 1 : letter === "}" ? -1 : 0;
  return depth;
}

function lineOf(text: string, key: string): number {
  const last = key.split(".").at(-1) ?? key;
  return Math.max(1, text.split("\n").findIndex((line) => line.includes(`"${last}":`)) + 1);
}
