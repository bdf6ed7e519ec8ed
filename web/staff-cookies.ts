import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { house } from "@/domain/house";
import { STAFF_HOURS, STAFF_SIGN_IN_MINUTES } from "@/domain/staff/catalog";

const isSecure = () => house().settings.publicUrl.startsWith("https:");
const named = (name: string) => (isSecure() ? `__Host-${name}` : name);
const attributes = () => ({ httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() }) as const;

/** Name of the cookie that carries a session of staff; a customer's session has another. */
export const staffCookie = () => named("staff");
/** Name of the cookie that carries the secret of an open visit. */
export const visitCookie = () => named("visit");
/** Name of the cookie that binds an unfinished sign-in of staff to the browser that asked for it. */
export const staffBrowserCookie = () => named("staff-asked");

/** What the cookie carries: the staff session's secret and nothing else, sealed. */
export const encodeStaffSession = (sid: string): Promise<string> =>
  encode({ token: { staff: sid }, secret: house().keys.secret("sessions"), maxAge: STAFF_HOURS * 3_600 });

/** The secret of a staff session in a cookie, or null when it is none of ours. */
export async function decodeStaffSession(value: string | undefined): Promise<string | null> {
  if (!value) return null;
  try {
    const token = await decode({ token: value, secret: house().keys.secret("sessions") });
    return typeof token?.staff === "string" ? token.staff : null;
  } catch {
    return null;
  }
}

const read = async (name: string): Promise<string | null> => (await cookies()).get(name)?.value || null;

async function clear(name: string): Promise<void> {
  (await cookies()).set(name, "", { ...attributes(), maxAge: 0 });
}

/** The staff session's secret of this request, or null. */
export async function readStaffCookie(): Promise<string | null> {
  return decodeStaffSession((await read(staffCookie())) ?? undefined);
}

/** Signs somebody of staff in here, and forgets the sign-in that led to it. Only in an action or a route handler. */
export async function setStaffCookie(session: { sid: string; expiresAt: Date }): Promise<void> {
  const value = await encodeStaffSession(session.sid);
  (await cookies()).set(staffCookie(), value, { ...attributes(), expires: session.expiresAt });
  await clear(staffBrowserCookie());
}

/** Forgets the staff session in this browser, and with it any visit. */
export async function clearStaffCookie(): Promise<void> {
  await clear(staffCookie());
  await clear(visitCookie());
}

/** The secret of the visit that this browser holds, or null. Whether it is open is for the domain to say. */
export async function readVisitCookie(): Promise<string | null> {
  return read(visitCookie());
}

/** Holds a visit in this browser, beyond its end too: a request after it is told that the visit is over. */
export async function setVisitCookie(visit: { secret: string; endsAt: Date }): Promise<void> {
  (await cookies()).set(visitCookie(), visit.secret, { ...attributes(), maxAge: STAFF_HOURS * 3_600 });
}

/** Forgets the visit in this browser. The visit itself is ended by the domain. */
export async function clearVisitCookie(): Promise<void> {
  await clear(visitCookie());
}

/** The secret that binds a sign-in of staff to this browser, or null when it never asked. */
export async function readStaffBrowserCookie(): Promise<string | null> {
  return read(staffBrowserCookie());
}

/** Keeps that secret as long as both steps together can take. */
export async function setStaffBrowserCookie(browser: string): Promise<void> {
  (await cookies()).set(staffBrowserCookie(), browser, {
    ...attributes(),
    maxAge: 2 * STAFF_SIGN_IN_MINUTES * 60,
  });
}
