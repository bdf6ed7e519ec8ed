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
    const made = z.toJSONSchema(schema, { io, reused: "inline", unrepresentable: "any" });
    const moved = JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/');
    const { $schema: _, id, ...own } = this.lift(JSON.parse(moved)) as Json;
    if (typeof id !== "string") return own;
    this.add(id, own);
    return { $ref: `#/components/schemas/${id}` };
  }

  /** Takes definitions out from wherever they stand, also from a schema that was written down as JSON before. */
  private lift(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((part) => this.lift(part));
    if (typeof value !== "object" || value === null) return value;
    const { $defs, ...rest } = value as Json;
    if (typeof $defs === "object" && $defs !== null)
      for (const [id, part] of Object.entries($defs)) this.add(id, this.lift(part) as Json);
    return Object.fromEntries(Object.entries(rest).map(([key, part]) => [key, this.lift(part)]));
  }

  private add(id: string, { id: _, $schema: __, ...part }: Json): void {
    const known = this.components.get(id);
    if (known && JSON.stringify(known) !== JSON.stringify(part))
      throw new Error(`Two schemas have the id ${id}: what is sent and what is answered differ there.`);
    this.components.set(id, part);
  }
}
