import { headers } from "next/headers";
import { z } from "zod";
import type { Ctx } from "@/domain/context";
import type { Asking } from "@/domain/sessions/catalog";
import * as staff from "@/domain/staff";
import {
  FirstStepInput,
  PasskeyInput,
  RecoveryInput,
  StartStaffSignInInput,
  TotpInput,
} from "@/domain/staff/catalog";
import { ownPath } from "./own-path";
import { readStaffBrowserCookie, setStaffBrowserCookie, setStaffCookie } from "./staff-cookies";

/** Where to go once signed in, carried through the forms. */
const next = { next: z.string().max(1000).optional() };

export const StaffStartForm = StartStaffSignInInput.extend(next);
export const FirstStepForm = z.strictObject({ ...next, code: FirstStepInput.shape.code });
export const TotpForm = z.strictObject({ ...next, code: TotpInput.shape.code });
export const RecoveryForm = z.strictObject({ ...next, code: RecoveryInput.shape.code });
export const PasskeyForm = PasskeyInput.extend(next);
export const KeptForm = z.strictObject(next);

/** Where this request comes from, as the front door and the browser say it. */
async function asking(): Promise<Asking> {
  const sent = await headers();
  return {
    network: sent.get("x-forthright-client") ?? "",
    userAgent: (sent.get("user-agent") ?? "").slice(0, 500),
    browser: await readStaffBrowserCookie(),
  };
}

/** Asks for a code, and binds it to this browser. */
export async function beginStaffSignIn(ctx: Ctx, { email }: z.output<typeof StaffStartForm>): Promise<void> {
  const { browser } = await staff.startStaffSignIn(ctx, { email }, await asking());
  await setStaffBrowserCookie(browser);
}

type Step<Input> = (ctx: Ctx, input: Input, asking: Asking) => Promise<staff.StaffSignInResult>;

/** One step of a sign-in: what comes of it goes into the cookies, a new secret each time. */
const stepOf =
  <Input extends { next?: string | undefined }>(step: Step<Omit<Input, "next">>) =>
  async (ctx: Ctx, { next: _, ...input }: Input): Promise<staff.StaffSignInResult> =>
    keep(await step(ctx, input, await asking()));

export const firstStep = stepOf<z.output<typeof FirstStepForm>>(staff.passFirstStep);
export const secondByTotp = stepOf<z.output<typeof TotpForm>>(staff.signInByTotp);
export const secondByPasskey = stepOf<z.output<typeof PasskeyForm>>(staff.signInByPasskey);
export const secondByRecovery = stepOf<z.output<typeof RecoveryForm>>(staff.signInByRecovery);
export const enrolByTotp = stepOf<z.output<typeof TotpForm>>(staff.proveFirstTotp);
export const codesKept = stepOf<z.output<typeof KeptForm>>((ctx, _, from) =>
  staff.finishEnrolment(ctx, from),
);

/** The same for somebody who is signed in and proves the second step again. */
export const againByTotp = stepOf<z.output<typeof TotpForm>>(staff.againByTotp);
export const againByPasskey = stepOf<z.output<typeof PasskeyForm>>(staff.againByPasskey);
export const againByRecovery = stepOf<z.output<typeof RecoveryForm>>(staff.againByRecovery);

async function keep(result: staff.StaffSignInResult): Promise<staff.StaffSignInResult> {
  if (result.outcome === "signed_in") await setStaffCookie(result);
  if (result.outcome === "onward") await setStaffBrowserCookie(result.browser);
  return result;
}

/** A page of the desk to go to, never the sign-in itself. */
export function deskPath(wanted: string | null | undefined): string {
  const path = ownPath(wanted, "/desk");
  return /^\/desk(\/|\?|#|$)/.test(path) && !path.startsWith("/desk/sign-in") ? path : "/desk";
}

/** The page of the same flow, with where to go afterwards. */
export const withDeskNext = (path: string, wanted: string | null | undefined): string =>
  `${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams({ next: deskPath(wanted) })}`;

/** After a step: in, on to the second step, or back to `retry` with the reason. */
export function afterStep(retry: string) {
  return (result: staff.StaffSignInResult, { input }: { input: { next?: string | undefined } }): string => {
    if (result.outcome === "signed_in") return deskPath(input.next);
    if (result.outcome === "onward") return withDeskNext("/desk/sign-in/second", input.next);
    return withDeskNext(`${retry}${retry.includes("?") ? "&" : "?"}refused=${result.why}`, input.next);
  };
}
