import type { Json } from "../openapi/schemas";
import { type Html, html } from "./html";

interface Field {
  name: string;
  type: string;
  required: boolean;
  description: string;
}

/** Every field of a schema, one line each, nested ones by their path. */
export function fieldTable(schema: unknown, components: Json): Html {
  const fields = [...listFields({ schema, components, name: "", required: true, depth: 0 })];
  if (fields.length === 0) return html`<p class="quiet">No fields.</p>`;
  const rows = fields.map(
    ({ name, type, required, description }) =>
      html`<tr><td><code>${name}</code></td><td>${type}${
        required ? "" : html` <span class="quiet">(optional)</span>`
      }</td><td>${description}</td></tr>`,
  );
  return html`<div class="wide"><table><thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">What it is</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

interface At {
  schema: unknown;
  components: Json;
  name: string;
  required: boolean;
  depth: number;
}

const DEEPEST = 6;

function* listFields(at: At): Generator<Field> {
  const { components, name, required, depth } = at;
  const schema = resolve(at.schema, components);
  if (name)
    yield { name, type: typeOf(schema, components), required, description: textOf(at.schema, schema) };
  if (depth > DEEPEST) return;
  const needed = Array.isArray(schema.required) ? schema.required : [];
  for (const [key, part] of Object.entries(asJson(schema.properties)))
    yield* listFields({
      schema: part,
      components,
      name: name ? `${name}.${key}` : key,
      required: needed.includes(key),
      depth: depth + 1,
    });
  if (schema.items) {
    const item = resolve(schema.items, components);
    if (item.properties || item.anyOf)
      yield* listFields({ ...at, schema: item, name: `${name}[]`, required: true, depth: depth + 1 });
  }
}

const asJson = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});

function resolve(schema: unknown, components: Json): Json {
  const { $ref, ...own } = asJson(schema);
  if (typeof $ref !== "string") return own;
  return { ...asJson(components[$ref.split("/").at(-1) ?? ""]), ...own };
}

const textOf = (asked: unknown, schema: Json) =>
  String(asJson(asked).description ?? schema.description ?? "");

/** In words: `text, up to 200 characters`, `one of a, b`, `list of objects, up to 1000`. */
function typeOf(schema: Json, components: Json): string {
  if (Array.isArray(schema.enum)) return `one of ${schema.enum.join(", ")}`;
  if ("const" in schema) return String(schema.const);
  const options = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(options)) return optionsOf(options, components);
  if (schema.type === "array") {
    const most = schema.maxItems ? `, up to ${schema.maxItems}` : "";
    return `list of ${typeOf(resolve(schema.items, components), components)}${most}`;
  }
  if (schema.type === "string") return textType(schema);
  return String(schema.type ?? "any value");
}

function optionsOf(options: readonly unknown[], components: Json): string {
  const words = options.map((option) => {
    const schema = resolve(option, components);
    const keys = Object.keys(asJson(schema.properties));
    return keys.length > 0 ? `{ ${keys.join(", ")} }` : typeOf(schema, components);
  });
  return words.join(" or ");
}

function textType({ format, maxLength }: Json): string {
  if (format === "date-time") return "time, RFC 3339";
  if (format === "uuid") return "UUID";
  return maxLength ? `text, up to ${maxLength} characters` : "text";
}
