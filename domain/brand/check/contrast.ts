import { DEFAULT_THEME } from "../defaults";
import type { Spot } from "../read/spot";
import type { Check, Findings } from "./context";

const LEAST = 4.5;

/** The surfaces of the style sheet that the brand's colour stands on. */
const SURFACES = {
  color: { canvas: "#f6f7f5", surface: "#ffffff", sunken: "#f0f2ef" },
  color_dark: { canvas: "#0f1311", surface: "#171c19", sunken: "#1f2522" },
} as const;

const PAIRS = [
  { colour: "color", on: "on", fallback: DEFAULT_THEME.color, better: "darker" },
  { colour: "color_dark", on: "on_dark", fallback: DEFAULT_THEME.colorDark, better: "lighter" },
] as const;

function luminance(hex: string): number {
  const long = hex.length === 4 ? hex.replaceAll(/[^#]/g, "$&$&") : hex;
  const channels = [1, 3, 5].map((start) => {
    const part = Number.parseInt(long.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG contrast of two colours (`#rgb` or `#rrggbb`), 1 to 21. */
export function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function ratio(value: number): string {
  return `${(Math.floor(value * 100) / 100).toFixed(2)}:1`;
}

function checkPair(theme: Spot, pair: (typeof PAIRS)[number], found: Findings): void {
  const colour = theme.get(pair.colour);
  const on = theme.get(pair.on);
  const isColour = (value: string | undefined): value is string =>
    /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(value ?? "");
  if (colour.exists && !on.exists) {
    found.problems.push(
      colour.wrongKey(`\`${pair.colour}\` stands alone — add \`${pair.on}\`, the colour of text on it`),
    );
  }
  if (isColour(colour.text)) {
    for (const [name, surface] of Object.entries(SURFACES[pair.colour])) {
      const value = contrast(colour.text, surface);
      if (value >= LEAST) continue;
      const what = `\`${pair.colour}\` ${colour.text} on ${name} ${surface} has a contrast of ${ratio(value)}`;
      found.problems.push(colour.wrong(`${what} — choose a ${pair.better} colour, 4.5:1 or more`));
    }
  }
  const under = colour.text ?? pair.fallback;
  if (!isColour(on.text) || !isColour(under)) return;
  const value = contrast(on.text, under);
  if (value >= LEAST) return;
  const what = `\`${pair.on}\` ${on.text} on \`${pair.colour}\` ${under} has a contrast of ${ratio(value)}`;
  found.problems.push(on.wrong(`${what} — choose colours further apart, 4.5:1 or more`));
}

/** Text in the brand's colours must be readable on every surface, in light and in dark. */
export const checkContrast: Check = (folder, found) => {
  const theme = folder.files.brand?.get("theme");
  if (theme === undefined) return;
  for (const pair of PAIRS) checkPair(theme, pair, found);
};
