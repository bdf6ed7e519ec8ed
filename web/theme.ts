import type { Theme } from "@/domain/brand";

/** The seven values a brand sets, as custom properties of the page. Values come checked from the brand folder. */
export function themeStyle(theme: Theme): string {
  const values: [string, string | undefined][] = [
    ["--brand-color", theme.color],
    ["--brand-on", theme.on],
    ["--brand-color-dark", theme.colorDark],
    ["--brand-on-dark", theme.onDark],
    ["--brand-radius", theme.radius],
    ["--brand-font", theme.font && families(theme.font)],
    ["--brand-font-heading", theme.fontHeading && families(theme.fontHeading)],
  ];
  const set = values.flatMap(([name, value]) => (value ? [`${name}:${value}`] : []));
  return `:root{${set.join(";")}}`;
}

/** Font names without quotes, every unusual sign escaped, so that a name can end neither the rule nor the element. */
function families(list: string): string {
  const names = list.split(",").map((name) => name.trim().replace(/^["']|["']$/gu, ""));
  const safe = names.map((name) =>
    name.replace(/[^A-Za-z0-9-]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `),
  );
  return [...safe.filter(Boolean), "var(--font)"].join(",");
}

const HEIGHT = 32;
const WIDEST = 160;

/** How wide a logo is when 32 px high, from its viewBox or its size; a square where it says neither. */
export function logoWidth(svg: string): number {
  const box = /\bviewBox=["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)/u.exec(svg);
  const [, width, height] = box ?? [];
  const shape = Number(width) / Number(height);
  return Number.isFinite(shape) && shape > 0 ? Math.min(Math.round(HEIGHT * shape), WIDEST) : HEIGHT;
}
