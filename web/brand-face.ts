import type { BrandFace } from "@/components/shell/shell";
import { type Brand, say } from "@/domain/brand";
import { logoWidth } from "./theme";

/** What the frame of a page shows of the brand, in the reader's language. */
export function brandFace(brand: Brand, locale: string): BrandFace {
  const { logo, logoDark } = brand.theme;
  return {
    name: say(brand.name, locale, brand).text,
    logo: logo
      ? { src: "/theme/logo.svg", dark: logoDark ? "/theme/logo-dark.svg" : null, width: logoWidth(logo) }
      : null,
    contact: brand.contact.privacyOfficer.email,
    authority: brand.authority?.url ?? null,
  };
}
