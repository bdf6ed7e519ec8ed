import { say } from "@/domain/brand";
import { house } from "@/domain/house";
import type { StartedVisit, StartVisitInput } from "@/domain/visits/catalog";
import { type Flash, keepFlash, readFlash } from "./flash";
import { clearVisitCookie, setVisitCookie } from "./staff-cookies";

const FORM = "find";

/** Into the visit, with its cookie; or back to the form, which keeps what was typed and says the one same thing. */
export async function afterStarting(
  done: StartedVisit,
  { input }: { input: StartVisitInput },
): Promise<string> {
  if (done.outcome === "started") {
    await setVisitCookie(done);
    return "/";
  }
  const { code: _, ...typed } = input;
  const values = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, String(value)]));
  await keepFlash({ form: FORM, problem: "", params: {}, fields: [], values });
  return "/desk/find?none=1";
}

/** What was typed into a search that came to nothing, and which fields were not right. */
export async function searchTyped(
  query: Record<string, string | undefined>,
): Promise<{ typed: Record<string, string>; wrong: string[] }> {
  const flash: Flash | null = (query.problem ?? query.none) ? await readFlash(FORM) : null;
  if (!flash) return { typed: {}, wrong: [] };
  const named = flash.params.field === undefined ? [] : [String(flash.params.field)];
  return { typed: flash.values, wrong: [...flash.fields, ...named] };
}

/** The brand's reasons for a visit, in the reader's language. */
export function visitReasons(locale: string): string[] {
  const { brand } = house();
  return brand.desk.reasons.map((reason) => say(reason, locale, brand).text);
}

/** Leaves a visit behind in this browser. */
export async function leaveVisit(): Promise<string> {
  await clearVisitCookie();
  return "/desk/find";
}
