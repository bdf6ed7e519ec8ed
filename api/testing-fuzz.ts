import fc, { type Arbitrary } from "fast-check";
import type { Json } from "./openapi/schemas";

/** Texts that have broken something somewhere. */
const HOSTILE = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udfff\ud800",
  "\u202eevil",
  "\ufeff",
  "Zoe\u0308",
  "😀".repeat(20),
  "__proto__",
  "constructor",
  "' or 1=1; drop table choices; --",
  "<script>alert(1)</script>",
  "../../etc/passwd",
  "%00%0a",
  "\r\nset-cookie: a=b",
  "{{7*7}}",
  "x".repeat(5_000),
  "NaN",
  "-1",
  "1e999",
  "00000000-0000-0000-0000-000000000000",
  "019a0000-0000-7000-8000-000000000001",
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
  "2026-02-30T00:00:00Z",
  "2016-12-31T23:59:60Z",
  "2026-11-21T10:00:00+14:00",
  "P1Y",
  "ana@example.com",
  '"ana@attacker.example"@example.com',
  "ana@\uff45xample.com",
  "+491701234567",
  "+0",
  "offers",
  "email",
] as const;

export const hostileText: Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ maxLength: 40 }),
);

export const hostileValue: Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom(null, true, 0, -0, -1, 1.5, 2 ** 31, 2 ** 53, 1e308, [], {}, [[]], [null]),
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(fc.constantFrom("__proto__", "id", "email", "purpose", "constructor", "a"), hostileText),
);

/** What a schema of the document lets through, now and then with one place made hostile. */
export function fromSchema(schema: Json, components: Json): Arbitrary<unknown> {
  const of = (part: unknown) => fromSchema(part as Json, components);
  if (typeof schema.$ref === "string") return of(components[schema.$ref.split("/").at(-1) ?? ""]);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  if ("const" in schema) return fc.constant(schema.const);
  const options = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(options)) return fc.oneof(...options.map(of));
  switch (schema.type) {
    case "object":
      return objectOf(schema, of);
    case "array":
      return fc.array(of(schema.items), { minLength: Number(schema.minItems ?? 0), maxLength: 3 });
    case "string":
      return textOf(schema);
    case "integer":
      return integerOf(schema);
    case "number":
      return fc.double({ noNaN: true, min: 0, max: 1_000 });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return hostileValue;
  }
}

function objectOf(schema: Json, of: (part: unknown) => Arbitrary<unknown>): Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Json);
  const model = Object.fromEntries(properties.map(([name, part]) => [name, of(part)]));
  return fc.record(model, { requiredKeys: (schema.required ?? []) as string[] });
}

function integerOf({ minimum, maximum }: Json): Arbitrary<number> {
  const min = Math.max(Number(minimum ?? 0), -1e6);
  return fc.integer({ min, max: Math.max(min, Math.min(Number(maximum ?? min + 1_000), min + 1_000)) });
}

function textOf({ format, pattern, minLength, maxLength }: Json): Arbitrary<string> {
  if (format === "uuid") return fc.uuid();
  if (format === "date-time")
    return fc
      .date({ min: new Date("1900-01-01"), max: new Date("2200-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString());
  if (typeof pattern === "string") return fc.stringMatching(new RegExp(pattern, "u"));
  const known = fc.constantFrom("offers", "email", "sms", "ana@example.com", "+491701234567", "C-10", "P1Y");
  const any = fc.string({
    unit: "grapheme",
    minLength: Number(minLength ?? 0),
    maxLength: Math.min(Number(maxLength ?? 60), 60),
  });
  return fc.oneof({ weight: 3, arbitrary: known }, { weight: 1, arbitrary: any });
}

/** The same value with one place replaced, dropped or added. */
export function spoiled(value: unknown): Arbitrary<unknown> {
  return fc
    .tuple(fc.nat(), hostileValue, fc.constantFrom("replace", "drop", "add"))
    .map(([at, hostile, how]) => {
      const copy = JSON.parse(JSON.stringify(value ?? null));
      const places = placesOf(copy);
      const place = places[at % Math.max(places.length, 1)];
      if (!place) return hostile;
      if (how === "drop") delete place.of[place.key];
      else place.of[how === "add" && !Array.isArray(place.of) ? `${place.key}x` : place.key] = hostile;
      return copy;
    });
}

interface Place {
  of: Record<string, unknown>;
  key: string;
}

function placesOf(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const of = value as Record<string, unknown>;
  return Object.keys(of).flatMap((key) => [{ of, key }, ...placesOf(of[key])]);
}
