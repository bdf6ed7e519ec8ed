import { isScalar, LineCounter, parseDocument, type Scalar, visit } from "yaml";
import type { Problem } from "../problem";
import { findAliasFault } from "./aliases";
import { placeOfOffset, type YamlFile } from "./yaml-file";

/** Environment variables: by name, or asked for one by one. */
export type Env = Readonly<Record<string, string | undefined>> | ((name: string) => string | undefined);

export interface ParsedYaml {
  yaml?: YamlFile;
  problems: Problem[];
}

const WORDS: Partial<Record<string, string>> = {
  TAB_AS_INDENT: "a tab stands where the line begins — use spaces",
  MULTIPLE_DOCS: "the file holds more than one document — take out the line with `---`",
  MISSING_CHAR: "something is missing here, such as a quote, a bracket or a comma — close what was opened",
  BAD_INDENT: "the line is indented too little or too much — line it up with its neighbours",
  TAG_RESOLVE_FAILED: "a `!tag` is not known here — take it out",
  MULTILINE_IMPLICIT_KEY: "a key runs over several lines — end it with a colon, or quote the text above",
};

const TOO_DEEP = "this cannot be read as YAML — nest it less deeply";
/** Faults after which the rest of the file can still be trusted. */
const HARMLESS = ["DUPLICATE_KEY", "TAG_RESOLVE_FAILED"];

type Fault = YamlFile["doc"]["errors"][number] | YamlFile["doc"]["warnings"][number];

function reason(yaml: YamlFile, { code, message, pos }: Fault): string {
  if (code === "DUPLICATE_KEY") {
    const key = /^["']?([^"':\s,{}]*)/.exec(yaml.source.slice(pos[0]))?.[1];
    return `\`${key}\` stands twice in one map — rename one of the two, or take it out`;
  }
  if (code === "UNEXPECTED_TOKEN") {
    const found = /"(.*)"$/s.exec(message)?.[1] ?? "this";
    const shown = found.length > 20 ? `${found.slice(0, 20)}…` : found;
    return `“${shown}” does not belong here — look just above for an indent, a quote or a bracket that is missing`;
  }
  const tidy = message.replace(/ at line \d+.*$/s, "").replaceAll("\n", " ");
  return WORDS[code] ?? `this is not YAML: ${tidy} — mend it, or put the text in quotes`;
}

/** One fault for each place, and the first token that does not belong: those after it follow from it. */
function syntaxFaults({ doc }: YamlFile): Fault[] {
  const faults = [...doc.errors, ...doc.warnings];
  const stray = faults.find(({ code }) => code === "UNEXPECTED_TOKEN");
  return faults.filter((fault, index) => {
    const earlier = faults.findIndex(({ pos }) => pos[0] === fault.pos[0]) < index;
    return !earlier && (fault.code !== "UNEXPECTED_TOKEN" || fault === stray);
  });
}

function syntaxProblems(yaml: YamlFile, faults: readonly Fault[]): Problem[] {
  const tooDeep = faults.some(({ message }) => message.includes("call stack"));
  if (tooDeep) return [{ file: yaml.file, line: 1, column: 1, message: TOO_DEEP }];
  return faults.map((fault) => ({ ...placeOfOffset(yaml, fault.pos[0]), message: reason(yaml, fault) }));
}

const VARIABLE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

function fillScalar(yaml: YamlFile, scalar: Scalar<string>, env: Env): Problem[] {
  const problems: Problem[] = [];
  const [start = 0, end = 0] = scalar.range ?? [];
  scalar.value = scalar.value.replace(VARIABLE, (whole, name: string) => {
    const value = typeof env === "function" ? env(name) : env[name];
    if (value !== undefined && value !== "") return value;
    const found = yaml.source.slice(start, end).indexOf(whole);
    const place = placeOfOffset(yaml, start + Math.max(0, found));
    const message = `the environment variable ${name} is not set — set it, or write the value here`;
    problems.push({ ...place, message });
    return whole;
  });
  return problems;
}

/** Puts environment variables in and refuses NUL, which no database can keep as text. */
function fillIn(yaml: YamlFile, env: Env): Problem[] {
  const problems: Problem[] = [];
  visit(yaml.doc, {
    Scalar(key, node) {
      if (typeof node.value !== "string") return;
      if (node.value.includes("\0")) {
        const place = placeOfOffset(yaml, node.range?.[0] ?? 0);
        problems.push({ ...place, message: "the text holds a NUL character — take it out" });
      }
      if (key === "key" && node.value === "__proto__") {
        const place = placeOfOffset(yaml, node.range?.[0] ?? 0);
        problems.push({ ...place, message: "`__proto__` cannot be a key — choose another name" });
      }
      if (key !== "key" && isScalar<string>(node)) problems.push(...fillScalar(yaml, node, env));
    },
  });
  return problems;
}

/** Reads one YAML 1.2 file with positions kept. Never throws: what cannot be read is a problem. */
export function parseYaml(file: string, source: string, env: Env): ParsedYaml {
  try {
    const lines = new LineCounter();
    const doc = parseDocument(source, { lineCounter: lines, prettyErrors: false, version: "1.2" });
    const yaml: YamlFile = { file, source, value: undefined, doc, lines };
    const faults = syntaxFaults(yaml);
    const problems = syntaxProblems(yaml, faults);
    if (faults.some(({ code }) => !HARMLESS.includes(code))) return { problems };
    const fault = findAliasFault(doc);
    if (fault)
      return { problems: [...problems, { ...placeOfOffset(yaml, fault.offset), message: fault.message }] };
    const filled = fillIn(yaml, env);
    yaml.value = doc.toJS({ maxAliasCount: -1 });
    return { yaml, problems: [...problems, ...filled] };
  } catch {
    return {
      problems: [{ file, line: 1, column: 1, message: TOO_DEEP }],
    };
  }
}
