import type { House } from "../house";

/** How a message goes out. */
export type Way = "email" | "text";

/** Whether texts go out at all; in the demo they are read as mail is. */
export const canText = (house: Pick<House, "settings">): boolean =>
  house.settings.demo || Boolean(house.settings.texts);

/** An address says by itself how it is reached: only mail has an @. */
export const wayTo = (to: string): Way => (to.includes("@") ? "email" : "text");

/** Somewhere that a person can be written to: an email address, or a phone number in E.164. */
export interface Reachable {
  kind: "email" | "phone";
  value: string;
}

/**
 * Where messages about somebody go: their email address, else their phone; null where there is neither, or no
 * text can be sent.
 */
export function reachable(
  house: Pick<House, "settings">,
  known: readonly { kind: string; value: string }[],
): Reachable | null {
  const email = known.find(({ kind }) => kind === "email");
  if (email) return { kind: "email", value: email.value };
  const phone = canText(house) ? known.find(({ kind }) => kind === "phone") : undefined;
  return phone ? { kind: "phone", value: phone.value } : null;
}
