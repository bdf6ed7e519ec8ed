import { z } from "zod";

/** Kinds that a channel can reach and that can change or lose their proof. */
export const ADDRESS_KINDS = ["email", "phone", "post", "device"] as const;
export type AddressKind = (typeof ADDRESS_KINDS)[number];

/** `unverified` only after it changed elsewhere and was not proved since. */
export type AddressState = "ok" | "missing" | "unverified";

/** One address as pages show it: `masked` is null when there is none. */
export interface AddressView {
  kind: AddressKind;
  masked: string | null;
  state: AddressState;
}

export interface AccountView {
  /** A masked address or the customer number, for "signed in as". */
  signedInAs: string;
  locale: string;
  /** BCP 47 tags the reader may choose from. */
  locales: string[];
  addresses: AddressView[];
}

export const SetLocaleInput = z.strictObject({ locale: z.string().min(2).max(35) });
export type SetLocaleInput = z.infer<typeof SetLocaleInput>;
