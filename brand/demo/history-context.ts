import { matchLocale } from "@/domain/brand";
import { type Ctx, systemContext } from "@/domain/context";
import type { Proved } from "@/domain/customers";
import type { House } from "@/domain/house";
import { resolveSession } from "@/domain/sessions";
import { beginSession } from "@/domain/sessions/begin";

/** A session of the person whose address was proved, as if by the code in an email. */
export async function signInAs(house: House, proved: Proved): Promise<Ctx> {
  const requestId = "demo";
  const begun = await beginSession(house, {
    proved,
    method: "code",
    device: "Firefox/Linux",
    requestId,
    now: (await resolveSession(house, null)).now,
    consume: () => Promise.resolve(true),
  });
  if (begun.outcome !== "signed_in") throw new Error(`A persona of the demo could not sign in: ${begun.why}`);
  const { locale, ...resolved } = await resolveSession(house, begun.sid);
  const { locales } = house.brand;
  return { ...resolved, locale: matchLocale(locale ?? "", locales) ?? locales[0] ?? "en", requestId, house };
}

/** The brand's systems, doing something with that person's data. */
export function asBrand({ house, subject, now }: Ctx): Ctx {
  return systemContext({ house, job: "demo", subject: subject?.id ?? null, now });
}
