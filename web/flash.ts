import { deflateRawSync, inflateRawSync } from "node:zlib";
import { cookies } from "next/headers";
import { house } from "@/domain/house";
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
/** Browsers keep about 4 kB of one cookie. */
const MOST = 3_800;

/** Sealed for one person in one session: whoever uses this browser next cannot open it. */
const sealedFor = async () => `${COOKIE}\0${stampOf(await requestContext())}`;

/** Keeps a refused form for the next page, sealed, for two minutes. Values that are too long are left out. */
export async function keepFlash(flash: Flash): Promise<void> {
  const [jar, owner] = [await cookies(), await sealedFor()];
  for (const kept of [flash, { ...flash, values: {} }]) {
    const text = deflateRawSync(JSON.stringify(kept)).toString("base64");
    const sealed = house().keys.seal("stamps", text, owner).toString("base64url");
    if (sealed.length > MOST) continue;
    const secure = house().settings.publicUrl.startsWith("https:");
    jar.set(COOKIE, sealed, { httpOnly: true, sameSite: "lax", path: "/", maxAge: SECONDS, secure });
    return;
  }
}

/** The refused form that this page should show again, or null. A GET only reads it. */
export async function readFlash(form: string): Promise<Flash | null> {
  const sealed = (await cookies()).get(COOKIE)?.value;
  if (!sealed) return null;
  try {
    const text = house().keys.open("stamps", Buffer.from(sealed, "base64url"), await sealedFor());
    const flash: Flash = JSON.parse(inflateRawSync(Buffer.from(text, "base64")).toString("utf8"));
    return flash.form === form ? flash : null;
  } catch {
    return null;
  }
}
