import type { Tally } from "./attack";
import type { Target } from "./target";

export const PLANTED = "planted-by-somebody-else";

/** Whether a cookie by itself opens a page. */
export async function opens(
  target: Target,
  cookies: Record<string, string | undefined>,
  path: string,
): Promise<boolean> {
  const holder = target.guest();
  for (const [name, value] of Object.entries(cookies)) if (value) holder.cookies.set(name, value);
  return (await holder.get(path)).status === 200;
}

/** A session's cookie is for programs alone to read, for this site alone, and for its whole. */
export function attributesOf(target: Target, set: readonly string[], tally: Tally): void {
  for (const one of set.filter(
    (text) =>
      !/^[^=]*=;/.test(text) && /^(__Host-)?(session|staff|visit|asked|staff-asked|kept\d?)=/.test(text),
  )) {
    const right =
      /; *httponly/i.test(one) && /; *samesite=(lax|strict)/i.test(one) && /; *path=\/(;|$)/i.test(one);
    const secure = !target.url.startsWith("https:") || (/^__Host-/.test(one) && /; *secure/i.test(one));
    tally.check(
      right && secure && !/; *domain=/i.test(one),
      `a cookie without its attributes: ${one.replace(/=[^;]*/, "=…")}`,
    );
  }
}
