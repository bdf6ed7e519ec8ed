import { type Brand, type Said, say } from "@/domain/brand";

/** How the brand protects data, in the reader's words. Only certificates that are valid that day. */
export interface ProtectionView {
  measures: { title: Said; text: Said }[];
  certificates: Brand["protection"]["certificates"];
  ifSomethingHappens: Said;
  tellWithin: string;
  securityContact: string;
  recipients: RecipientView[];
}

/** Who else gets data. `country`: ISO 3166-1 alpha-2; `safeguard`: what protects it outside the EEA. */
export interface RecipientView {
  id: string;
  name: Said;
  whatFor: Said;
  country: string;
  safeguard: Said | null;
  url: string | null;
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
    certificates: protection.certificates.filter(
      ({ validFrom, validUntil }) => validFrom <= today && today <= validUntil,
    ),
    ifSomethingHappens: say(protection.ifSomethingHappens, locale, brand),
    tellWithin: protection.tellWithin,
    securityContact: protection.securityContact,
    recipients: brand.recipients.map(({ id, name, whatFor, country, safeguard, url }) => ({
      id,
      name: say(name, locale, brand),
      whatFor: say(whatFor, locale, brand),
      country,
      safeguard: safeguard ? say(safeguard, locale, brand) : null,
      url: url ?? null,
    })),
  };
}
