import type { z } from "zod";
import type { Problem } from "../problem";
import { FILE_SCHEMAS, type FileKind } from "../schema";
import { allowedKeys } from "./allowed-keys";
import { explainIssue } from "./explain";
import type { Named } from "./names";
import { nearest } from "./nearest";
import { valueAt, type YamlFile } from "./yaml-file";

/** Which schema a file of the folder must meet; undefined for one that is no YAML. */
export function fileKind(named: Named): FileKind | undefined {
  if (named.kind === "root") return named.name;
  return named.kind === "document" || named.kind === "summary" ? named.kind : undefined;
}

const MAY_BE_EMPTY: readonly FileKind[] = ["channels", "sources", "purposes", "recipients"];

/** The right keys, by their path, of those that are misspelt: they are not missing as well. */
function meantKeys(yaml: YamlFile, schema: z.ZodType, issues: readonly z.core.$ZodIssue[]): Set<string> {
  const meant = issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") return [];
    const path = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
    const known = allowedKeys(schema, (at) => valueAt(yaml.value, at), path);
    return issue.keys.map((key) => [...path, nearest(key, known) ?? ""].join("/"));
  });
  return new Set(meant);
}

/** What the schema finds wrong. A file that may hold no entry may also be empty. */
export function schemaProblems(yaml: YamlFile, kind: FileKind): Problem[] {
  if (yaml.value === null && MAY_BE_EMPTY.includes(kind)) yaml.value = {};
  const schema = FILE_SCHEMAS[kind];
  const checked = schema.safeParse(yaml.value);
  if (checked.success) return [];
  const { issues } = checked.error;
  const meant = meantKeys(yaml, schema, issues);
  const told = issues.filter((issue) => {
    return valueAt(yaml.value, issue.path.map(String)) !== undefined || !meant.has(issue.path.join("/"));
  });
  return told.flatMap((issue) => explainIssue(yaml, schema, issue));
}
