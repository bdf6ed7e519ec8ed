type Json = Readonly<Record<string, unknown>>;

const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const object = (value: unknown): Json => (isJson(value) ? value : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");

const HEAD = `// Written by \`npm run client:types\` from the API's own OpenAPI document. Do not edit.
`;

/**
 * The TypeScript of an OpenAPI document: its schemas by name, and what each operation takes and answers.
 * @throws on a schema that it has no words for, so that no type ever says less than the document.
 */
export function apiTypes(document: unknown): string {
  const { components, paths, "x-problems": problems } = object(document);
  const named = Object.entries(object(object(components).schemas)).map(([name, schema]) =>
    declare(name, object(schema)),
  );
  const operations = Object.entries(object(paths)).flatMap(([path, methods]) =>
    Object.entries(object(methods)).map(([method, one]) => operation(object(one), `${method} ${path}`)),
  );
  const names = list(problems).map((one) => JSON.stringify(object(one).name));
  return [
    HEAD,
    ...named,
    `/** What the \`type\` of a refusal ends in. */\nexport const PROBLEM_NAMES = [\n${names.map((one) => `  ${one},\n`).join("")}] as const;\nexport type ProblemName = (typeof PROBLEM_NAMES)[number];\n`,
    `/** By the operation's id: what it takes, and what it answers when it does. */\nexport interface Operations {\n${operations.join("")}}\n`,
  ].join("\n");
}

const declare = (name: string, schema: Json): string =>
  `${comment(schema.description, "")}export type ${name} = ${typeOf(schema, "")};\n`;

function operation(one: Json, at: string): string {
  const parameters = list(one.parameters).map(object);
  const among = (place: string) => parameters.filter((parameter) => parameter.in === place);
  const members = [
    ...given("params", among("path")),
    ...given("query", among("query")),
    ...content("body", one.requestBody),
    ...answers(object(one.responses)),
  ];
  const told = comment(`\`${at}\`: ${text(one.summary)}`, "  ");
  return `${told}  ${text(one.operationId)}: {\n${members.join("")}  };\n`;
}

function given(name: string, parameters: readonly Json[]): string[] {
  if (parameters.length === 0) return [];
  const properties = parameters.map((one) => [
    text(one.name),
    { description: one.description, ...object(one.schema) },
  ]);
  const required = parameters.filter((one) => one.required === true).map((one) => text(one.name));
  const schema = { type: "object", properties: Object.fromEntries(properties), required };
  return [`    ${name}: ${typeOf(schema, "    ")};\n`];
}

function content(name: string, holder: unknown): string[] {
  const schema = object(object(object(holder).content)["application/json"]).schema;
  return schema === undefined ? [] : [`    ${name}: ${typeOf(object(schema), "    ")};\n`];
}

/** Several good answers of one shape are one. */
function answers(responses: Json): string[] {
  const good = Object.keys(responses).filter((status) => status.startsWith("2"));
  return [...new Set(good.flatMap((status) => content("answer", responses[status])))];
}

/** One schema as a type; `indent` is that of the line it begins on. */
function typeOf(schema: Json, indent: string): string {
  const { $ref, enum: values, type } = schema;
  if (typeof $ref === "string") return $ref.replace("#/components/schemas/", "");
  if ("const" in schema) return JSON.stringify(schema.const);
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(" | ");
  const any = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(any)) return any.map((one) => typeOf(object(one), indent)).join(" | ");
  if (Array.isArray(type)) return type.map((one) => typeOf({ ...schema, type: one }, indent)).join(" | ");
  if (type === "array") return `readonly ${inParentheses(typeOf(object(schema.items), indent))}[]`;
  if (type === "object") return objectOf(schema, indent);
  return plain(schema);
}

const PLAIN: Readonly<Record<string, string>> = {
  ...{ string: "string", number: "number", integer: "number", boolean: "boolean", null: "null" },
};

function plain(schema: Json): string {
  const known = PLAIN[text(schema.type)];
  if (known) return known;
  const said = Object.keys(schema).filter((key) => key !== "description");
  if (said.length === 0) return "unknown";
  throw new Error(`There are no words for a schema of ${said.join(", ")}.`);
}

const inParentheses = (type: string): string =>
  /^[\w.]+$/.test(type) || type.startsWith("{") ? type : `(${type})`;

function objectOf(schema: Json, indent: string): string {
  const deeper = `${indent}  `;
  const required = new Set(list(schema.required));
  const members = Object.entries(object(schema.properties)).map(([name, value]) => {
    const property = object(value);
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
    const mark = required.has(name) ? "" : "?";
    return `${comment(property.description, deeper)}${deeper}${key}${mark}: ${typeOf(property, deeper)};\n`;
  });
  const more = schema.additionalProperties;
  if (isJson(more)) members.push(`${deeper}[more: string]: ${typeOf(more, deeper)};\n`);
  return members.length === 0 ? "Record<string, never>" : `{\n${members.join("")}${indent}}`;
}

const comment = (description: unknown, indent: string): string =>
  text(description) === ""
    ? ""
    : `${indent}/** ${text(description).replaceAll("*/", "*∕").replaceAll(/\s+/g, " ")} */\n`;
