import { eq } from "drizzle-orm";
import { customerSettings } from "@/db/schema/customers";
import { changed, mutate, observe, unchanged } from "../access";
import { matchLocale } from "../brand";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import type { AccountView, SetLocaleInput } from "./catalog";
import { readAddresses, readIdentifiers } from "./read";
import { maskFor } from "./view";

/** What Account shows of the person, addresses masked. Sessions are listed by `listSessions`. */
export async function readAccount(ctx: Ctx): Promise<AccountView> {
  return observe(ctx, "account.read", async (tx) => {
    const known = await readIdentifiers(tx, ctx);
    const addresses = await readAddresses(tx, ctx);
    const number = known.find(({ kind }) => kind === "customer_number");
    const address = known.find(({ kind }) => kind === "email") ?? known.find(({ kind }) => kind === "phone");
    const bare = ctx.actor.kind === "staff" ? "" : (number?.value ?? "");
    const signedInAs = address ? maskFor(ctx)(address.kind, address.value) : bare;
    return { signedInAs, locale: ctx.locale, locales: [...ctx.house.brand.locales], addresses };
  });
}

/**
 * Keeps the language that the person chose, one of the brand's.
 * @throws DomainError `invalid` when the brand does not offer it.
 */
export async function setLocale(ctx: Ctx, input: SetLocaleInput): Promise<{ locale: string }> {
  const locale = matchLocale(input.locale, ctx.house.brand.locales);
  if (!locale || !ctx.subject) throw new DomainError("invalid");
  const customerId = ctx.subject.id;
  await mutate(ctx, "account.set_locale", async (tx) => {
    const [stored] = await tx
      .select()
      .from(customerSettings)
      .where(eq(customerSettings.customerId, customerId));
    if (stored?.locale === locale) return unchanged(null);
    await tx
      .insert(customerSettings)
      .values({ customerId, locale })
      .onConflictDoUpdate({ target: customerSettings.customerId, set: { locale } });
    return changed(null, { locale });
  });
  return { locale };
}
