import { parseSync } from "oxc-parser";
import { type Check, lineAt, type Problem } from "./problem";

type Node = { type: string; start: number; [key: string]: unknown };

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** Every door for forms is made by `formAction`, which parses, checks the stamp and maps refusals. */
export const formActions: Check = (files) =>
  [...files]
    .filter(([file]) => /(^|\/)actions\.tsx?$/.test(file))
    .flatMap(([file, text]) => inFile(file, text));

function inFile(file: string, text: string): Problem[] {
  const say = (at: number, message: string) => ({ file, line: lineAt(text, at), message });
  const problems: Problem[] = [];
  if (!/^\s*["']use server["']/.test(text))
    problems.push(say(0, "actions.ts does not begin with “use server”"));
  for (const statement of parseSync(file, text).program.body as unknown[]) {
    if (!isNode(statement) || !statement.type.startsWith("Export") || statement.exportKind === "type")
      continue;
    if (!isFormActions(statement))
      problems.push(
        say(statement.start, "actions.ts exports something else than a formAction(…) — move it elsewhere"),
      );
  }
  return problems;
}

function isFormActions(statement: Node): boolean {
  const declared = statement.declaration;
  if (!isNode(declared) || declared.type !== "VariableDeclaration" || declared.kind !== "const") return false;
  return (
    Array.isArray(declared.declarations) &&
    declared.declarations.every((one) => isNode(one) && isCall(one.init))
  );
}

function isCall(made: unknown): boolean {
  if (!isNode(made) || made.type !== "CallExpression") return false;
  return isNode(made.callee) && made.callee.type === "Identifier" && made.callee.name === "formAction";
}
