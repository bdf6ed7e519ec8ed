import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { Ctx } from "@/domain/context";
import { DomainError, isDomainError } from "@/domain/errors";
import { deskContext, visitContext } from "./desk-context";
import { drawInPlace } from "./drawn-in-place";
import { keepFlash } from "./flash";
import { requireOwnOrigin } from "./origin";
import { ownPath, withQuery, withRefusal } from "./own-path";
import { requestContext } from "./request-context";
import { followBrowserSignal } from "./signal";
import { checkStamp, STAMP } from "./stamp";

/** Name of the hidden field that says which page to go back to. */
export const BACK = "back";

/** As long as the code of a step-up works, and a little more. */
const STEP_UP_SECONDS = 12 * 60;

/** What an action needs besides its schema and its verb. */
export interface FormActionOptions<Input, Done> {
  /** Where to go when it is done, from the page the form was on. */
  goTo: (done: Done, form: { input: Input; back: string }) => string | Promise<string>;
  /** Name of the form, to show what it held when it is refused. */
  form: string;
  /** Forms before sign-in belong to nobody yet and carry no stamp; or carry one only for who is signed in. */
  open?: boolean | "signed_out";
  /** A form of the desk: whoever of staff is signed in there acts, outside of any visit. */
  desk?: boolean;
  /** With JavaScript the page stays and is drawn anew, so that focus and scroll position are kept. */
  stays?: boolean;
}

/**
 * The one way from a form to a verb: own origin, the stamp, a strict schema, the verb, and a 303 to a page
 * that says what happened. A refusal goes back to the page with what was typed; nothing is half done.
 */
export function formAction<Schema extends z.ZodType, Done>(
  schema: Schema,
  verb: (ctx: Ctx, input: z.output<Schema>) => Promise<Done>,
  options: FormActionOptions<z.output<Schema>, Done>,
): (form: FormData) => Promise<void> {
  return async (sent) => {
    // Whoever calls an action without a browser may send anything in the place of a form.
    const form = sent instanceof FormData ? sent : new FormData();
    const back = ownPath(text(form.get(BACK)));
    const to = await attempt({ form, back, schema, verb, options });
    if (options.stays && (await drawInPlace(to))) return;
    redirect(to);
  };
}

interface Attempt<Schema extends z.ZodType, Done> {
  form: FormData;
  back: string;
  schema: Schema;
  verb: (ctx: Ctx, input: z.output<Schema>) => Promise<Done>;
  options: FormActionOptions<z.output<Schema>, Done>;
}

async function attempt<Schema extends z.ZodType, Done>(given: Attempt<Schema, Done>): Promise<string> {
  const { form, back, schema, verb, options } = given;
  try {
    await requireOwnOrigin();
    const ctx = await contextOf(options);
    const isOpen = options.open === true || (options.open === "signed_out" && ctx.actor.kind === "nobody");
    if (!isOpen) requireSignedIn(ctx, form);
    const parsed = schema.safeParse(fieldsOf(form));
    if (!parsed.success) return await refuse(given, new DomainError("invalid"), namesOf(parsed.error));
    // Before the act itself, so that what the customer says now is the later word.
    await followBrowserSignal(ctx);
    return await options.goTo(await verb(ctx, parsed.data), { input: parsed.data, back });
  } catch (error) {
    unstable_rethrow(error);
    return refuse(given, error, []);
  }
}

function requireSignedIn(ctx: Ctx, form: FormData): void {
  if (ctx.actor.kind === "nobody") throw new DomainError("signed_out");
  checkStamp(ctx, form.get(STAMP));
}

/** Goes back with the reason; what nobody foresaw is logged by its name and told as "not saved". */
async function refuse<Schema extends z.ZodType, Done>(
  { form, back, options }: Attempt<Schema, Done>,
  error: unknown,
  fields: string[],
): Promise<string> {
  const known = isDomainError(error);
  const problem = known ? error.code : "not_saved";
  const { house, requestId } = await contextOf(options);
  if (!known) house.log.error("form.failed", { requestId, path: options.form, reason: nameOf(error) });
  if (problem === "signed_out") return await signInAgain(back, options.desk === true);
  if (problem === "step_up_required")
    return `${options.desk ? "/desk" : ""}/sign-in/again?next=${encodeURIComponent(await kept(form, { back, name: options.form }))}`;
  const params = known ? error.params : {};
  // What was typed on another person's page is not for the one who is signed in now.
  const values = problem === "other_person" ? {} : fieldsOf(form);
  await keepFlash({ form: options.form, problem, params, fields, values });
  return withRefusal(back, { problem, form: options.form }, (await headers()).get("x-path") ?? "");
}

const contextOf = ({ desk }: { desk?: boolean }): Promise<Ctx> => (desk ? deskContext() : requestContext());

/** Where somebody goes who is signed out, and is told that the form was not saved; from a visit that is over, never to the customers' sign-in. */
async function signInAgain(back: string, desk: boolean): Promise<string> {
  if (desk) return `/desk/sign-in?next=${encodeURIComponent(back)}&unsent=1`;
  if ((await visitContext()) === "over") return "/desk/visit-over";
  return `/sign-in?next=${encodeURIComponent(back)}&unsent=1`;
}

/** The page to come back to after a step-up, which still has what was typed. */
async function kept(form: FormData, at: { back: string; name: string }): Promise<string> {
  const [values, problem] = [fieldsOf(form), "step_up_required"];
  if (Object.keys(values).length === 0) return at.back;
  await keepFlash({ form: at.name, problem, params: {}, fields: [], values }, STEP_UP_SECONDS);
  return withQuery(at.back, { problem, form: at.name, saved: null });
}

const text = (value: FormDataEntryValue | null) => (typeof value === "string" ? value : null);
const nameOf = (error: unknown) => (error instanceof Error ? error.name : "unknown");
const namesOf = (error: z.ZodError) => [...new Set(error.issues.map((issue) => String(issue.path[0] ?? "")))];

/** The form's own fields, without ours and Next's. A name sent twice or a file is not a field of ours. */
function fieldsOf(form: FormData): Record<string, string> {
  const fields: Record<string, string> = Object.create(null);
  for (const name of new Set(form.keys())) {
    if (name === STAMP || name === BACK || name.startsWith("$ACTION")) continue;
    const [value, ...more] = form.getAll(name);
    if (typeof value === "string" && more.length === 0) fields[name] = value.normalize("NFC");
  }
  return { ...fields };
}
