import type { House } from "../house";

const ABOUT = "links.hint";

/** Seals a masked address for the address of the sign-in page, so that nobody can put words of theirs there. */
export const sealHint = (house: House, masked: string): string =>
  house.keys.seal("tokens", masked, ABOUT).toString("base64url");

/** The masked address that a link to the sign-in names; null for anything that is none of ours. */
export function readHint(house: House, sealed: string | undefined): string | null {
  if (!sealed || sealed.length > 1_000) return null;
  try {
    return house.keys.open("tokens", Buffer.from(sealed, "base64url"), ABOUT);
  } catch {
    return null;
  }
}
