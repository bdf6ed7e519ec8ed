import { z } from "zod";

const Text = z.string().min(1).max(16_000);
const common = {
  id: z.string().min(1).max(1_400),
  rawId: z.string().min(1).max(1_400),
  type: z.literal("public-key"),
  clientExtensionResults: z.object({}).default({}),
};

/** What a browser answers for a passkey that it has. */
export const Assertion = z.object({
  ...common,
  response: z.object({ clientDataJSON: Text, authenticatorData: Text, signature: Text }),
});

/** What a browser answers for a passkey that it made. */
export const Attestation = z.object({
  ...common,
  response: z.object({ clientDataJSON: Text, attestationObject: Text }),
});

/** The answer a form brought, or null when it is none. */
export function readAnswer<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> | null {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
