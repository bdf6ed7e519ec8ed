import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The mail part of one language's file, by template; `code` and `footer`, which all share, are in each. */
export type MailWords = Record<string, Record<string, string>>;

interface LanguageFile {
  mail?: Record<string, string | Record<string, string>>;
}

const folder = join(import.meta.dirname, "../../messages");
let read: Map<string, MailWords> | undefined;

/** Mail texts by language, one per file in messages/ that has some. Read once in a process. */
export function mailWords(): ReadonlyMap<string, MailWords> {
  read ??= new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .flatMap((name): [string, MailWords][] => {
        const file: LanguageFile = JSON.parse(readFileSync(join(folder, name), "utf8"));
        return file.mail ? [[name.slice(0, -".json".length), byTemplate(file.mail)]] : [];
      }),
  );
  return read;
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
