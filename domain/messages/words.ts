import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The mail part of one language's file, by template; `code` and `footer`, which all share, are in each. */
export type MailWords = Record<string, Record<string, string>>;

/** What one language says by text, by template. */
export type TextWords = Record<string, string>;

interface LanguageFile {
  mail?: Record<string, string | Record<string, string>>;
  text?: TextWords;
  textAnswers?: TextWords;
}

const folder = join(import.meta.dirname, "../../messages");
let mail: Map<string, MailWords> | undefined;
let text: Map<string, TextWords> | undefined;
let answers: Map<string, TextWords> | undefined;

/** Mail texts by language, one per file in messages/ that has some. Read once in a process. */
export function mailWords(): ReadonlyMap<string, MailWords> {
  mail ??= byLanguage((file) => file.mail && byTemplate(file.mail));
  return mail;
}

/** Words of text messages by language. Read once in a process. */
export function textWords(): ReadonlyMap<string, TextWords> {
  text ??= byLanguage((file) => file.text);
  return text;
}

/** What answers a text that came in, by language. Read once in a process. */
export function answerWords(): ReadonlyMap<string, TextWords> {
  answers ??= byLanguage((file) => file.textAnswers);
  return answers;
}

function byLanguage<W>(pick: (file: LanguageFile) => W | undefined): Map<string, W> {
  const all = new Map<string, W>();
  for (const name of readdirSync(folder).filter((one) => one.endsWith(".json"))) {
    const words = pick(JSON.parse(readFileSync(join(folder, name), "utf8")));
    if (words) all.set(name.slice(0, -".json".length), words);
  }
  return all;
}

function byTemplate(mail: NonNullable<LanguageFile["mail"]>): MailWords {
  const isShared = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === "string";
  const shared = Object.fromEntries(Object.entries(mail).filter(isShared));
  return Object.fromEntries(
    Object.entries(mail).flatMap(([name, own]) =>
      typeof own === "string" ? [] : [[name, { ...shared, ...own }]],
    ),
  );
}
