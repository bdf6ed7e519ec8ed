import { type ZodType, z } from "zod";

/** A part of the document: plain JSON. */
export type Json = Record<string, unknown>;

/**
 * Turns zod's schemas into JSON Schema 2020-12, as OpenAPI 3.1 has it. A schema with an id stands once, among the
 * components.
 */
export class Schemas {
  readonly components = new Map<string, Json>();

  /** `input` is what may be sent, `output` what is answered. @throws where one id means two schemas. */
  of(schema: ZodType, io: "input" | "output"): Json {
    const options = { io, reused: "inline", unrepresentable: "any" } as const;
    const { $schema: _, $defs, ...made } = moved(z.toJSONSchema(schema, options));
    for (const [id, part] of Object.entries(($defs as Record<string, Json>) ?? {})) this.add(id, part);
    if (typeof made.id !== "string") return made;
    const { id, ...own } = made;
    this.add(String(id), own);
    return { $ref: `#/components/schemas/${id}` };
  }

  private add(id: string, { id: _, $schema: __, ...part }: Json): void {
    const known = this.components.get(id);
    if (known && JSON.stringify(known) !== JSON.stringify(part))
      throw new Error(`Two schemas have the id ${id}: what is sent and what is answered differ there.`);
    this.components.set(id, part);
  }
}

function moved(schema: object): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
}
