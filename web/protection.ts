import { type Brand, type Said, say } from "@/domain/brand";

/** How the brand protects data, in the reader's words. Certificates that have run out are left away. */
export interface ProtectionView {
  measures: { title: Said; text: Said }[];
  certificates: Brand["protection"]["certificates"];
  ifSomethingHappens: Said;
  tellWithin: string;
  securityContact: string;
}

/** `today`: YYYY-MM-DD in the brand's time zone. */
export function protectionView(
  brand: Brand,
  { locale, today }: { locale: string; today: string },
): ProtectionView {
  const { protection } = brand;
  return {
    measures: protection.measures.map(({ title, text }) => ({
      title: say(title, locale, brand),
      text: say(text, locale, brand),
    })),
    certificates: protection.certificates.filter(({ validUntil }) => validUntil >= today),
    ifSomethingHappens: say(protection.ifSomethingHappens, locale, brand),
    tellWithin: protection.tellWithin,
    securityContact: protection.securityContact,
  };
}
