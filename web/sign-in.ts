import { headers } from "next/headers";
import { z } from "zod";
import type { Ctx } from "@/domain/context";
import * as sessions from "@/domain/sessions";
import {
  type Asking,
  SignInByCodeInput,
  SignInByLinkInput,
  StartSignInInput,
  StartStepUpInput,
} from "@/domain/sessions/catalog";
import { ownPath } from "./own-path";
import { readBrowserCookie, setBrowserCookie, setSessionCookie } from "./session";
import { followBrowserSignal } from "./signal";

/** Where to go once signed in, carried through the forms. */
const next = { next: z.string().max(1000).optional() };

export const StartForm = StartSignInInput.extend(next);
export const CodeForm = z.strictObject({ ...next, code: SignInByCodeInput.shape.code });
export const LinkForm = SignInByLinkInput;
export const AgainForm = StartStepUpInput.extend(next);

/** Where this request comes from, as the front door and the browser say it. */
async function asking(): Promise<Asking> {
  const sent = await headers();
  return {
    network: sent.get("x-forthright-client") ?? "",
    userAgent: (sent.get("user-agent") ?? "").slice(0, 500),
    browser: await readBrowserCookie(),
  };
}

/** How the page says that something was sent: by what was typed alone, whoever it is. */
type Sent = "1" | "text";

/** Asks for a code and a link, and binds the code to this browser. */
export async function beginSignIn(ctx: Ctx, { who }: z.output<typeof StartForm>): Promise<{ sent: Sent }> {
  const { browser } = await sessions.startSignIn(ctx, { who }, await asking());
  await setBrowserCookie(browser);
  return { sent: sessions.readTyped(ctx.house, who)?.kind === "phone" ? "text" : "1" };
}

/** Where a code is wanted, as the address of the page says. */
export const wantedTo = ({ to }: { to?: string | undefined }): { to?: "phone" } =>
  to === "phone" ? { to } : {};

/** The same in the address of the page, whatever the address says. */
export const sentIn = ({ sent }: { sent?: string | undefined }): { sent?: Sent } =>
  sent ? { sent: sent === "text" ? "text" : "1" } : {};

export async function finishByCode(
  ctx: Ctx,
  { code }: z.output<typeof CodeForm>,
): Promise<sessions.SignInResult> {
  return keep(ctx, await sessions.signInByCode(ctx, { code }, await asking()));
}

export async function finishByLink(
  ctx: Ctx,
  input: z.output<typeof LinkForm>,
): Promise<sessions.SignInResult> {
  return keep(ctx, await sessions.signInByLink(ctx, input, await asking()));
}

export async function finishAgain(
  ctx: Ctx,
  { code }: z.output<typeof CodeForm>,
): Promise<sessions.SignInResult> {
  return keep(ctx, await sessions.stepUpByCode(ctx, { code }));
}

async function keep(ctx: Ctx, result: sessions.SignInResult): Promise<sessions.SignInResult> {
  if (result.outcome !== "signed_in") return result;
  await setSessionCookie(result);
  const { actor, subject, now, authTime } = await sessions.resolveSession(ctx.house, result.sid);
  await followBrowserSignal({ ...ctx, actor, subject, now, authTime });
  return result;
}

/** After a code or link: in, or back to `retry` with the reason. */
export function afterProof(retry: string) {
  return (result: sessions.SignInResult, { input }: { input: { next?: string | undefined } }): string => {
    const wanted = ownPath(input.next);
    if (result.outcome === "signed_in") return wanted.startsWith("/sign-in") ? "/" : wanted;
    const query = new URLSearchParams({ refused: result.why, next: wanted });
    return `${retry}${retry.includes("?") ? "&" : "?"}${query}`;
  };
}

/** The same for a code, on the page that says where it went. */
export function afterCode(page: string) {
  return (result: sessions.SignInResult, form: { input: { next?: string | undefined }; back: string }) => {
    const { sent = "1" } = sentIn({ sent: new URL(form.back, "http://here").searchParams.get("sent") ?? "" });
    return afterProof(`${page}?sent=${sent}`)(result, form);
  };
}

/** To the code, or to what else there is where we know no address to send one to. */
export const afterAsking = (
  { address, kind }: sessions.StartedStepUp,
  { input }: { input: { next?: string | undefined } },
): string => {
  const said = address === null ? "none=1" : `sent=${kind === "phone" ? "text" : "1"}`;
  return withNext(`/sign-in/again?${said}`, input.next);
};

/** The page of the same flow, with where to go afterwards. */
export const withNext = (path: string, wanted: string | undefined): string =>
  `${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams({ next: ownPath(wanted) })}`;
