import { z } from "zod";
import type { Keys } from "../keys";

/** What is being set up: an authenticator's key until a code proves it, recovery codes until they are kept. */
const Setup = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("enrol"), key: z.string() }),
  z.object({ kind: z.literal("keep"), key: z.string(), step: z.number(), codes: z.array(z.string()) }),
  z.object({ kind: z.literal("totp"), key: z.string(), until: z.number() }),
  z.object({ kind: z.literal("codes"), codes: z.array(z.string()), until: z.number() }),
]);
export type Setup = z.infer<typeof Setup>;

/** Sealed for the sign-in or session whose `id` it belongs to. */
export const sealSetup = (keys: Keys, id: string, setup: Setup): Buffer =>
  keys.seal("tokens", JSON.stringify(setup), `staff_setup/${id}`);

/** What was being set up, or null when there is nothing or its time is over. */
export function openSetup(keys: Keys, row: { id: string; sealed: Buffer | null }, now: Date): Setup | null {
  if (!row.sealed) return null;
  const setup = Setup.parse(JSON.parse(keys.open("tokens", row.sealed, `staff_setup/${row.id}`)));
  return "until" in setup && setup.until <= now.getTime() ? null : setup;
}
