import { deflateRawSync, inflateRawSync } from "node:zlib";
import { cookies } from "next/headers";
import { house } from "@/domain/house";
import { deskContext } from "./desk-context";
import { requestContext } from "./request-context";
import { stampOf } from "./stamp";

/** What a refused form held, so that the page can show it again with the reason. */
export interface Flash {
  /** Name of the form, so that a page with several knows which. */
  form: string;
  problem: string;
  params: Record<string, string | number>;
  /** Names of the fields that were not right. */
  fields: string[];
  values: Record<string, string>;
}

const COOKIE = "kept";
const SECONDS = 120;
/** Browsers keep about 4 kB of one cookie, and our front door takes 16 kB of headers in all. */
const MOST = 3_600;
const PARTS = 3;

/** Sealed for one person in one session, a customer's or of staff: whoever uses this browser next cannot open it. */
const sealedFor = async () =>
  [COOKIE, stampOf(await requestContext()), stampOf(await deskContext())].join("\0");

/** Keeps a refused form for the next page, sealed, for two minutes. Values that are too long are left out. */
export async function keepFlash(flash: Flash, seconds = SECONDS): Promise<void> {
  const [jar, owner] = [await cookies(), await sealedFor()];
  for (const kept of [flash, { ...flash, values: {} }]) {
    const text = deflateRawSync(JSON.stringify(kept)).toString("base64");
    const parts = partsOf(house().keys.seal("stamps", text, owner).toString("base64url"));
    if (parts.length > PARTS) continue;
    const secure = house().settings.publicUrl.startsWith("https:");
    for (const [n, part] of parts.entries())
      jar.set(named(n), part, { httpOnly: true, sameSite: "lax", path: "/", maxAge: seconds, secure });
    return;
  }
}

const named = (part: number): string => (part === 0 ? COOKIE : `${COOKIE}${part}`);

/** The first part says how many there are, so that one left over from before is not taken for one of these. */
export function partsOf(sealed: string): string[] {
  const count = Math.ceil(sealed.length / MOST);
  const parts = Array.from({ length: count }, (_, n) => sealed.slice(n * MOST, (n + 1) * MOST));
  return parts.map((part, n) => (n === 0 ? `${count}.${part}` : part));
}

/** What the parts were cut from, or null where they are none of ours. `part` gives the value of one. */
export function joinParts(part: (n: number) => string | undefined): string | null {
  const [, count, first] = /^([1-9])\.(.*)$/s.exec(part(0) ?? "") ?? [];
  if (count === undefined || Number(count) > PARTS) return null;
  const more = Array.from({ length: Number(count) - 1 }, (_, n) => part(n + 1) ?? "");
  return [first, ...more].join("");
}

/** The refused form that this page should show again, or null. A GET only reads it. */
export async function readFlash(form: string): Promise<Flash | null> {
  const jar = await cookies();
  const sealed = joinParts((n) => jar.get(named(n))?.value);
  if (!sealed) return null;
  try {
    const text = house().keys.open("stamps", Buffer.from(sealed, "base64url"), await sealedFor());
    const flash: Flash = JSON.parse(inflateRawSync(Buffer.from(text, "base64")).toString("utf8"));
    return flash.form === form ? flash : null;
  } catch {
    return null;
  }
}
