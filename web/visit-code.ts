import type { VisitCode } from "@/domain/visits/catalog";
import { keepFlash, readFlash } from "./flash";

const FORM = "visit-code";

/** Back to the account, which shows the code; sealed for this person, and never in an address. */
export async function afterMakingCode({ code, expiresAt }: VisitCode): Promise<string> {
  const values = { code, until: expiresAt.toISOString() };
  await keepFlash({ form: FORM, problem: "", params: {}, fields: [], values });
  return "/account?done=code#visits";
}

/** The code made a moment ago, or null. */
export async function codeMade(done: string | undefined): Promise<{ code: string; until: Date } | null> {
  const values = done === "code" ? (await readFlash(FORM))?.values : undefined;
  if (!values?.code || !values.until) return null;
  return { code: values.code, until: new Date(values.until) };
}
