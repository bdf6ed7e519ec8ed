import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { house } from "@/domain/house";

const HOURS = 12;

/** Over https a cookie can promise to come from this host alone; over plain http browsers refuse that. */
const isSecure = () => house().settings.publicUrl.startsWith("https:");
const named = (name: string) => (isSecure() ? `__Host-${name}` : name);

/** Name of the cookie that carries the session. */
export const sessionCookie = () => named("session");
/** Name of the cookie that binds a code to the browser that asked for it. */
export const browserCookie = () => named("asked");

/** Name of the cookie by which a browser is known whose signal was followed (Global Privacy Control). */
export const signalCookie = () => named("signal");

const attributes = () => ({ httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() }) as const;

/** What the cookie carries: the session's secret and nothing else, sealed. */
export const encodeSession = (sid: string): Promise<string> =>
  encode({ token: { sid }, secret: house().keys.secret("sessions"), maxAge: HOURS * 3_600 });

/** The session's secret in a cookie, or null when it is none of ours. */
export async function decodeSession(value: string | undefined): Promise<string | null> {
  if (!value) return null;
  try {
    const token = await decode({ token: value, secret: house().keys.secret("sessions") });
    return typeof token?.sid === "string" ? token.sid : null;
  } catch {
    return null;
  }
}

/** The session's secret of this request, or null. */
export async function readSessionCookie(): Promise<string | null> {
  return decodeSession((await cookies()).get(sessionCookie())?.value);
}

/** Signs this browser in. Only in an action or a route handler. */
export async function setSessionCookie(session: { sid: string; expiresAt: Date }): Promise<void> {
  const jar = await cookies();
  jar.set(sessionCookie(), await encodeSession(session.sid), { ...attributes(), expires: session.expiresAt });
  jar.delete({ name: browserCookie(), path: "/", secure: isSecure() });
}

/** Forgets the session in this browser. The session itself is ended by `signOut`. */
export async function clearSessionCookie(): Promise<void> {
  (await cookies()).set(sessionCookie(), "", { ...attributes(), maxAge: 0 });
}

/** The secret that binds a code to this browser, or null when it never asked. */
export async function readBrowserCookie(): Promise<string | null> {
  return (await cookies()).get(browserCookie())?.value ?? null;
}

/** Keeps that secret as long as a code can work. */
export async function setBrowserCookie(browser: string): Promise<void> {
  (await cookies()).set(browserCookie(), browser, { ...attributes(), maxAge: 15 * 60 });
}

/** The secret by which this browser is known once its signal was followed, or null. */
export async function readSignalCookie(): Promise<string | null> {
  const value = (await cookies()).get(signalCookie())?.value ?? "";
  return /^[A-Za-z0-9_-]{43}$/u.test(value) ? value : null;
}

/** Keeps that secret as long as browsers keep anything. Only in an action or a route handler. */
export async function setSignalCookie(secret: string): Promise<void> {
  (await cookies()).set(signalCookie(), secret, { ...attributes(), maxAge: 400 * 24 * 3_600 });
}
