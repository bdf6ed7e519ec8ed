import { recognise } from "@/domain/customers";
import { findInSources } from "@/domain/held-data";
import type { House } from "@/domain/house";
import { signOut } from "@/domain/sessions";
import { recordUses } from "@/domain/uses";
import { asBrand, signInAs } from "./history-context";
import { guessable } from "./known";
import { patiently } from "./patiently";
import { personas } from "./personas";
import { storyOf } from "./stories";
import { usesOf } from "./uses";

/**
 * Gives the personas a past in Forthright itself, through its own verbs: a sign-in, the choices of their story, and
 * what the brand did with their data in the 90 days before `today`. Who is known already is left alone.
 * @returns how many personas got one.
 */
export async function seedHistory(house: House, today: Date): Promise<number> {
  let made = 0;
  let known: ReturnType<typeof guessable> | undefined;
  for (const persona of personas) {
    const found = await patiently(() => findInSources(house, { email: persona.email }));
    if (found.length === 0) continue;
    const proved = { found, email: persona.email, openId: null };
    if (!(await recognise(house, proved)).isNew) continue;
    const ctx = await signInAs(house, proved);
    await storyOf[persona.id](ctx);
    await signOut(ctx);
    known ??= guessable(today);
    await recordUses(asBrand(ctx), usesOf(known, Number(persona.customerNumber)));
    made += 1;
  }
  return made;
}
