import { fullTextWords } from "@/domain/terms/plain-text";
import { STAFF_ROLES } from "../read/names";
import { canonicalLocale, matchLocale } from "../text";
import { type Check, type Findings, type Folder, type RulesPart, textsOf } from "./context";

const atFile = (file: string, message: string) => ({ file, line: 1, column: 1, message });

function checkText({ path, parsed }: RulesPart, found: Findings): void {
  for (const fault of parsed.faults) found.problems.push({ file: path, ...fault });
  if (fullTextWords(parsed.tree).trim() === "" && parsed.faults.length === 0) {
    found.problems.push(atFile(path, "there are no words in it — write the rules, or take the file out"));
  }
}

function checkTwice(folder: Folder, found: Findings): void {
  const seen = new Map<string, string>();
  for (const { role, locale, path } of folder.rules) {
    const first = seen.get(`${role} ${locale}`);
    if (first === undefined) seen.set(`${role} ${locale}`, path);
    else found.problems.push(atFile(path, `${first} is the same text — take one out`));
  }
}

function checkReaders(folder: Folder, locales: readonly string[], found: Findings): void {
  for (const { locale, path } of folder.rules) {
    if (locales.length === 0 || matchLocale(locale, locales)) continue;
    const message = `\`${locale}\` is not among \`locales\` in brand.yaml, so no one reads this — add it there`;
    found.warnings.push(atFile(path, message));
  }
}

function checkRole(folder: Folder, at: { role: string; locales: readonly string[] }, found: Findings): void {
  const written = folder.rules.filter(({ role }) => role === at.role).map(({ locale }) => locale);
  const home = canonicalLocale(at.locales[0] ?? "en") ?? "en";
  if (written.length === 0) {
    const message = `nobody in the role ${at.role} signs anything — write the handling rules of that role`;
    found.warnings.push(atFile(`staff/rules.${at.role}.${home}.md`, message));
    return;
  }
  const lacks = at.locales.filter((locale) => matchLocale(locale, written) === undefined);
  if (lacks.length === 0) return;
  const list = lacks.map((locale) => `\`${locale}\``).join(", ");
  const first = folder.rules.find(({ role }) => role === at.role)?.path ?? "";
  found.warnings.push(atFile(first, `these rules are not there in ${list} — translate them`));
}

/** staff/: handling rules that can be shown, for every role, in every language of the brand. */
export const checkStaffRules: Check = (folder, found) => {
  const locales = folder.files.brand ? textsOf(folder.files.brand.get("locales")) : [];
  for (const part of folder.rules) checkText(part, found);
  checkTwice(folder, found);
  checkReaders(folder, locales, found);
  if (folder.files.brand === undefined) return;
  for (const role of STAFF_ROLES) checkRole(folder, { role, locales }, found);
};
