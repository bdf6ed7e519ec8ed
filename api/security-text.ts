import type { Ctx } from "@/domain/context";

/** Under a year, as RFC 9116 asks; made anew at each request, so it never runs out. */
const DAYS = 180;

/** The lines of security.txt: whom to write to, until when that holds, and in which languages. */
export function securityText({ house, now }: Pick<Ctx, "house" | "now">): string {
  const { protection, locales } = house.brand;
  const contact = protection.securityContact;
  const expires = new Date(now.getTime() + DAYS * 86_400_000);
  return [
    `Contact: ${/^[a-z]+:/iu.test(contact) ? contact : `mailto:${contact}`}`,
    `Expires: ${expires.toISOString()}`,
    `Preferred-Languages: ${locales.join(", ")}`,
    `Canonical: ${house.settings.publicUrl}/.well-known/security.txt`,
    "",
  ].join("\n");
}
