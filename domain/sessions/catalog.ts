import { z } from "zod";

/** What a person may type to be found: an email address, a phone number or a customer number. */
export const StartSignInInput = z.strictObject({
  who: z.string().trim().min(1).max(254),
});
export type StartSignInInput = z.infer<typeof StartSignInInput>;

/**
 * Whether somebody meant to type a phone number: written with `+`, or as national numbers are, with a zero or a
 * bracket first and gaps. Plain digits may as well be a customer number.
 */
export const isMeantAsPhone = (who: string): boolean =>
  /^\s*\+/u.test(who.normalize("NFKC")) || /^(?=[^@]*\d[\s()./-]+\d)[0(][\d\s()./-]+$/u.test(who.trim());

/** Spaces and dashes are forgiven: people paste codes as mail programs show them. */
export const SignInByCodeInput = z.strictObject({
  code: z
    .string()
    .max(40)
    .transform((text) => text.normalize("NFKC").replace(/[\s\-\u2010-\u2015]/g, ""))
    .pipe(z.string().regex(/^[0-9]{8}$/)),
});
export type SignInByCodeInput = z.infer<typeof SignInByCodeInput>;

/** Which address the code that proves a person again goes to; without it the first that there is. */
export const StartStepUpInput = z.strictObject({ to: z.enum(["email", "phone"]).optional() });
export type StartStepUpInput = z.infer<typeof StartStepUpInput>;

/** Where that code went, masked; null: there is nowhere to send it. */
export interface StartedStepUp {
  address: string | null;
  kind: "email" | "phone";
}

/** The secret of a link: 32 random bytes, base64url. */
export const LinkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
export const SignInByLinkInput = z.strictObject({ token: LinkToken });
export type SignInByLinkInput = z.infer<typeof SignInByLinkInput>;

export const EndSessionInput = z.strictObject({ id: z.uuid() });
export type EndSessionInput = z.infer<typeof EndSessionInput>;

/** Where a request comes from; the page fills it from the request, never from a form. */
export interface Asking {
  /** IP address, already freed from proxies that are not trusted. */
  network: string;
  userAgent: string;
  /** Content of the pre-sign-in cookie, or null when there is none. */
  browser: string | null;
}

export type SignInMethod = "link" | "code" | "brand";

/**
 * The same for every address. `browser` goes into the pre-sign-in cookie, which binds the code
 * to the browser that asked.
 */
export interface StartedSignIn {
  browser: string;
}

/** Why nobody was signed in. `not_accepted` covers wrong, old, used and never sent alike. */
export type SignInRefusal = "not_accepted" | "ambiguous" | "unknown" | "source_unavailable";

/** `sid` is the session's secret for the cookie; `expiresAt` its absolute end. */
export type SignInResult =
  | { outcome: "signed_in"; sid: string; expiresAt: Date; customerId: string }
  | { outcome: "refused"; why: SignInRefusal };

/** What the inert page of a link may show; `over` when it was used, replaced or is too old. */
export type LinkView = { state: "open"; address: string; askedAt: Date; device: Device } | { state: "over" };

/** Coarse words of a device; the page turns null into "an unknown browser" and the like. */
export interface Device {
  browser: string | null;
  system: string | null;
}

/** One line of "where you are signed in". Times by the database's clock. */
export interface SessionRow {
  id: string;
  device: Device;
  method: SignInMethod;
  startedAt: Date;
  lastSeenAt: Date;
  endsAt: Date;
  current: boolean;
}

/** Minutes and hours that pages tell people about. */
export const SIGN_IN_MINUTES = 10;
export const SESSION_IDLE_MINUTES = 30;
export const SESSION_HOURS = 12;
export const STEP_UP_MINUTES = 5;
export const CODE_DIGITS = 8;
