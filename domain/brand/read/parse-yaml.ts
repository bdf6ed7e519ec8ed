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
  DUPLICATE_KEY: "this key stands twice in one map — rename one of the two, or take it out",
  TAB_AS_INDENT: "a tab stands where the line begins — use spaces",
  MULTIPLE_DOCS: "the file holds more than one document — take out the line with `---`",
  MISSING_CHAR: "something is missing here, such as a quote, a bracket or a comma — close what was opened",
  BAD_INDENT: "the line is indented too little or too much — line it up with its neighbours",
  TAG_RESOLVE_FAILED: "a `!tag` is not known here — take it out",
  MULTILINE_IMPLICIT_KEY: "a key runs over several lines — end it with a colon, or quote the text above",
};

const TOO_DEEP = "this cannot be read as YAML — nest it less deeply";

function reason(error: { code: string; message: string }): string {
  const tidy = error.message.replace(/ at line \d+.*$/s, "").replaceAll("\n", " ");
  return WORDS[error.code] ?? `this is not YAML: ${tidy} — mend it, or put the text in quotes`;
}

function syntaxProblems(yaml: YamlFile): Problem[] {
  const faults = [...yaml.doc.errors, ...yaml.doc.warnings];
  const tooDeep = faults.some(({ message }) => message.includes("call stack"));
  if (tooDeep) return [{ file: yaml.file, line: 1, column: 1, message: TOO_DEEP }];
  const first = faults.filter(
    ({ pos }, index) => faults.findIndex((other) => other.pos[0] === pos[0]) === index,
  );
  return first.map((error) => ({ ...placeOfOffset(yaml, error.pos[0]), message: reason(error) }));
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
    const problems = syntaxProblems(yaml);
    if (problems.length > 0) return { problems };
    const fault = findAliasFault(doc);
    if (fault) return { problems: [{ ...placeOfOffset(yaml, fault.offset), message: fault.message }] };
    const filled = fillIn(yaml, env);
    yaml.value = doc.toJS({ maxAliasCount: -1 });
    return { yaml, problems: filled };
  } catch {
    return {
      problems: [{ file, line: 1, column: 1, message: TOO_DEEP }],
    };
  }
}
