import type { Brand, Purpose } from "./brand";

const purpose = (id: string, more: Partial<Purpose>): Purpose => ({
  id,
  name: { en: id, de: `${id} (de)` },
  why: `Why ${id}.`,
  benefit: `What ${id} gives.`,
  ifOff: `What stops without ${id}.`,
  basis: "consent",
  channels: [],
  optionalChannels: [],
  frequency: [],
  confirm: false,
  recipients: [],
  special: false,
  marketing: false,
  ...more,
});

/** A brand without sources, small enough to read: every basis, both channels, one switch, one double opt-in. */
export function tinyBrand(more: Partial<Brand> = {}): Brand {
  return {
    name: "Tiny",
    legalName: "Tiny Ltd",
    url: "https://tiny.example",
    address: { street: "1 Road", city: "Dublin", postalCode: "D01", country: "IE" },
    contact: { email: "hello@tiny.example", privacyOfficer: { email: "officer@tiny.example" } },
    jurisdictions: ["eu", "other"],
    locales: ["en", "de"],
    timeZone: "Europe/Dublin",
    currency: "EUR",
    phoneCountry: "IE",
    theme: { color: "#1f5f48", on: "#ffffff", colorDark: "#8accae", onDark: "#0b2118", radius: "0.5rem" },
    desk: { emailDomains: [], reasons: [], names: "first" },
    channels: [
      {
        id: "email",
        name: { en: "Email", de: "E-Mail" },
        address: "email",
        stop: "list_unsubscribe",
        stopWords: [],
      },
      { id: "sms", name: { en: "Text", de: "SMS" }, address: "phone", stop: "keyword", stopWords: [] },
    ],
    sources: [],
    categories: [],
    items: [],
    purposes: [
      purpose("offers", {
        channels: ["email", "sms"],
        marketing: true,
        frequency: ["every", "weekly", "monthly"],
      }),
      purpose("news", { channels: ["email"], marketing: true, confirm: true, renewAfter: "P24M" }),
      purpose("picks", { signal: "gpc" }),
      purpose("reviews", { basis: "legitimate_interest", interest: "We learn.", channels: ["email"] }),
      purpose("orders", { basis: "contract", channels: ["email"], optionalChannels: ["sms"] }),
      purpose("tax", { basis: "legal_obligation", channels: ["email"] }),
      purpose("recalls", { basis: "vital_interest", channels: ["email", "sms"] }),
      purpose("statistics", { basis: "public_task" }),
    ],
    recipients: [],
    protection: {
      measures: [],
      certificates: [],
      ifSomethingHappens: "We tell you.",
      tellWithin: "PT72H",
      securityContact: "security@tiny.example",
    },
    terms: [],
    staffRules: [],
    hash: "0".repeat(64),
    ...more,
  };
}
