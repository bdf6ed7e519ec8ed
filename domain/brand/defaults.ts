import type { Basis } from "./brand";

/** What a folder may leave out, and what then holds. */
export const DEFAULT_TIMEOUT = "PT3S";
export const DEFAULT_TELL_WITHIN = "PT72H";
export const DEFAULT_ROWS = 1;
export const DEFAULT_STOP = "none";

/** The seven values of the theme; the colours are those of the style sheet. */
export const DEFAULT_THEME = {
  color: "#2a4b8d",
  on: "#ffffff",
  colorDark: "#a9c3f7",
  onDark: "#0e1b36",
  radius: "0.5rem",
} as const;

/** Bases whose purposes cannot be switched off: neither asked for nor objected to. */
const LOCKED: readonly Basis[] = ["contract", "legal_obligation", "vital_interest", "public_task"];

/** Whether purposes of this basis are always on. */
export function isLocked(basis: Basis): boolean {
  return LOCKED.includes(basis);
}
