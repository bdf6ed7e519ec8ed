import type { z } from "zod";
import type { Brand, Channel, Desk, Theme } from "../brand";
import type { Recipient } from "../brand-sources";
import { DEFAULT_STOP, DEFAULT_THEME } from "../defaults";
import type { NamedFile } from "../read/folder";
import type { brandFile, channelsFile, recipientsFile } from "../schema/brand-file";
import { canonicalLocale } from "../text";
import { optional } from "./optional";

type BrandFile = z.infer<typeof brandFile>;

function pictureOf(files: readonly NamedFile[], name: string): string | undefined {
  return files.find(({ named }) => named.kind === "picture" && named.name === name)?.text;
}

function assembleTheme(written: BrandFile["theme"], files: readonly NamedFile[]): Theme {
  return {
    color: written?.color ?? DEFAULT_THEME.color,
    on: written?.on ?? DEFAULT_THEME.on,
    colorDark: written?.color_dark ?? DEFAULT_THEME.colorDark,
    onDark: written?.on_dark ?? DEFAULT_THEME.onDark,
    radius: written?.radius ?? DEFAULT_THEME.radius,
    ...optional({
      font: written?.font,
      fontHeading: written?.font_heading,
      logo: pictureOf(files, "logo"),
      logoDark: pictureOf(files, "logo-dark"),
      icon: pictureOf(files, "icon"),
    }),
  };
}

function assembleDesk(written: BrandFile["desk"]): Desk {
  return {
    emailDomains: written?.email_domains ?? [],
    reasons: written?.reasons ?? [],
    names: written?.names ?? "first",
    ...optional({ ticket: written?.ticket, hours: written?.hours }),
  };
}

/** What brand.yaml says, and the pictures beside it. */
export function assembleBrandFile(written: BrandFile, files: readonly NamedFile[]) {
  const { street, city, postal_code: postalCode, region, country } = written.address;
  const { name, email } = written.contact.privacy_officer;
  return {
    name: written.name,
    legalName: written.legal_name,
    url: written.url,
    address: { street, city, postalCode, country, ...optional({ region }) },
    contact: {
      email: written.contact.email,
      privacyOfficer: { email, ...optional({ name }) },
      ...optional({ phone: written.contact.phone }),
    },
    jurisdictions: written.jurisdictions,
    locales: written.locales.map((tag) => canonicalLocale(tag) ?? tag),
    timeZone: written.time_zone,
    currency: written.currency,
    phoneCountry: written.phone_country,
    theme: assembleTheme(written.theme, files),
    desk: assembleDesk(written.desk),
    ...optional({ authority: written.authority }),
  } satisfies Partial<Brand>;
}

export function assembleChannels(written: z.infer<typeof channelsFile>): Channel[] {
  return Object.entries(written).map(([id, { name, address, stop, stop_words: stopWords }]) => {
    return { id, name, address, stop: stop ?? DEFAULT_STOP, stopWords: stopWords ?? [] };
  });
}

export function assembleRecipients(written: z.infer<typeof recipientsFile>): Recipient[] {
  return Object.entries(written).map(([id, { name, what_for: whatFor, country, role, safeguard, url }]) => {
    return { id, name, whatFor, country, role, ...optional({ safeguard, url }) };
  });
}
