import { z } from "zod";

type ValueAt = (path: readonly (string | number)[]) => unknown;

/** The part of a schema that checks one step further in, for the value that is really there. */
function stepInto(schema: unknown, step: string | number): unknown {
  if (schema instanceof z.ZodObject) return schema.shape[String(step)];
  if (schema instanceof z.ZodRecord) return schema.valueType;
  if (schema instanceof z.ZodArray) return schema.element;
  return undefined;
}

function bare(schema: unknown, value: unknown): unknown {
  if (schema instanceof z.ZodOptional) return bare(schema.unwrap(), value);
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const key = schema.def.discriminator;
    const written = (value as Record<string, unknown> | null)?.[key];
    return schema.options.find((option) => {
      const literal = option instanceof z.ZodObject ? option.shape[key] : undefined;
      return literal instanceof z.ZodLiteral && literal.value === written;
    });
  }
  return schema;
}

/** The keys that a schema knows at a path. */
export function allowedKeys(
  schema: z.ZodType,
  valueAt: ValueAt,
  path: readonly (string | number)[],
): string[] {
  let at: unknown = bare(schema, valueAt([]));
  path.forEach((step, index) => {
    at = bare(stepInto(at, step), valueAt(path.slice(0, index + 1)));
  });
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}
