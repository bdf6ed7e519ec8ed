import type { Problem } from "../problem";
import { FILE_SCHEMAS, type FileKind } from "../schema";
import { explainIssue } from "./explain";
import type { Named } from "./names";
import type { YamlFile } from "./yaml-file";

/** Which schema a file of the folder must meet; undefined for one that is no YAML. */
export function fileKind(named: Named): FileKind | undefined {
  if (named.kind === "root") return named.name;
  return named.kind === "document" || named.kind === "summary" ? named.kind : undefined;
}

const MAY_BE_EMPTY: readonly FileKind[] = ["channels", "sources", "purposes", "recipients"];

/** What the schema finds wrong. A file that may hold no entry may also be empty. */
export function schemaProblems(yaml: YamlFile, kind: FileKind): Problem[] {
  if (yaml.value === null && MAY_BE_EMPTY.includes(kind)) yaml.value = {};
  const schema = FILE_SCHEMAS[kind];
  const checked = schema.safeParse(yaml.value);
  return checked.success ? [] : checked.error.issues.flatMap((issue) => explainIssue(yaml, schema, issue));
}
