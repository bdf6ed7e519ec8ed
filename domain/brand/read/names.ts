import { ID, isDay } from "../schema/parts";
import { canonicalLocale } from "../text";

export const ROOT_FILES = [
  "brand",
  "channels",
  "sources",
  "data",
  "purposes",
  "recipients",
  "protection",
] as const;
export type RootFile = (typeof ROOT_FILES)[number];

export const PICTURES = ["logo", "logo-dark", "icon"] as const;
export type Picture = (typeof PICTURES)[number];

/** What a file of the folder is, by its path. */
export type Named =
  | { kind: "root"; name: RootFile }
  | { kind: "picture"; name: Picture }
  | { kind: "rules"; role: string; locale: string }
  | { kind: "document"; document: string }
  | { kind: "full" | "summary"; document: string; version: string; locale: string };

/** A file that looks like one of the folder's, but cannot be it where it stands. */
export interface Misplaced {
  kind: "misplaced";
  message: string;
}

/** Who works at the desk. */
export const STAFF_ROLES = ["support", "privacy_officer", "admin", "auditor"] as const;

function moved(right: string): Misplaced {
  return { kind: "misplaced", message: `the file is not read here — move it to ${right}` };
}

function rootFile(parts: readonly string[], stem: string, extension: string): Named | Misplaced | undefined {
  const name = ROOT_FILES.find((known) => known === stem);
  if (name === undefined) return undefined;
  if (parts.length > 1) return moved(`${stem}.yaml beside the others`);
  if (extension === "yaml") return { kind: "root", name };
  return { kind: "misplaced", message: `the file is not read under this name — rename it to ${stem}.yaml` };
}

function picture(parts: readonly string[], base: string): Named | Misplaced | undefined {
  const name = PICTURES.find((known) => `${known}.svg` === base);
  if (name === undefined) return undefined;
  return parts.length === 2 && parts[0] === "theme" ? { kind: "picture", name } : moved(`theme/${base}`);
}

function rules(parts: readonly string[], base: string): Named | Misplaced | undefined {
  const match = /^rules\.(.+?)\.([^.]+)\.md$/.exec(base);
  if (!base.startsWith("rules.") || !base.endsWith(".md")) return undefined;
  if (parts.length !== 2 || parts[0] !== "staff") return moved(`staff/${base}`);
  if (match === null)
    return bad("the file is not read under this name — rename it to rules.<role>.<locale>.md");
  const [, named = "", locale = ""] = match;
  const role = STAFF_ROLES.find((known) => known === named);
  if (role === undefined)
    return bad(
      `\`${named}\` is not a role — name it rules.<role>.<locale>.md with one of ${STAFF_ROLES.join(", ")}`,
    );
  const tag = canonicalLocale(locale);
  return tag === undefined ? badLocale(locale) : { kind: "rules", role, locale: tag };
}

function bad(message: string): Misplaced {
  return { kind: "misplaced", message };
}

function badLocale(locale: string): Misplaced {
  return bad(
    `\`${locale}\` in the file's name is not a locale — write a BCP 47 tag such as en, de or zh-Hans`,
  );
}

function document(parts: readonly string[], base: string): Named | Misplaced | undefined {
  if (!/^document\.ya?ml$/.test(base)) return undefined;
  const id = parts[1] ?? "";
  if (parts.length !== 3 || parts[0] !== "terms") return moved("terms/<document>/document.yaml");
  if (base !== "document.yaml")
    return bad("the file is not read under this name — rename it to document.yaml");
  return ID.test(id)
    ? { kind: "document", document: id }
    : bad(
        `the folder \`${id}\` cannot be a document's id — start with a letter, then letters, digits, \`-\` or \`_\``,
      );
}

function termsText(parts: readonly string[], base: string): Named | Misplaced | undefined {
  const match = /^(full|summary)\.(?:(.+)\.)?(md|markdown|ya?ml)$/.exec(base);
  if (!match) return undefined;
  const kind = match[1] === "full" ? "full" : "summary";
  const right = kind === "full" ? "full.<locale>.md" : "summary.<locale>.yaml";
  if (parts.length !== 4 || parts[0] !== "terms") return moved(`terms/<document>/<YYYY-MM-DD>/${right}`);
  if (match[3] !== (kind === "full" ? "md" : "yaml") || !match[2])
    return bad(`the file is not read under this name — rename it to ${right}`);
  const [, id = "", version = ""] = parts;
  if (!isDay(version))
    return bad(`the folder \`${version}\` is not a date — name it year-month-day, such as 2026-11-21`);
  const locale = canonicalLocale(match[2]);
  return locale === undefined ? badLocale(match[2]) : { kind, document: id, version, locale };
}

/** Tells what a file is by its path inside the folder (with `/`); undefined for one that is ignored. */
export function nameFile(path: string): Named | Misplaced | undefined {
  const parts = path.split("/");
  const base = parts.at(-1) ?? "";
  const [, stem = "", extension = ""] = /^(.+)\.(ya?ml)$/.exec(base) ?? [];
  return (
    rootFile(parts, stem, extension) ??
    picture(parts, base) ??
    rules(parts, base) ??
    document(parts, base) ??
    termsText(parts, base)
  );
}
