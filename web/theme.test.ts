import { describe, expect, test } from "vitest";
import { logoWidth, themeStyle } from "./theme";

const colors = {
  color: "#1f5f48",
  on: "#ffffff",
  colorDark: "#8accae",
  onDark: "#0b2118",
  radius: "0.625rem",
};

describe("the brand's values as custom properties", () => {
  test("sets what the brand sets and nothing else", () => {
    expect(themeStyle(colors)).toBe(
      ":root{--brand-color:#1f5f48;--brand-on:#ffffff;--brand-color-dark:#8accae;--brand-on-dark:#0b2118;--brand-radius:0.625rem}",
    );
  });

  test.each(["x}</style><script>alert(1)</script>", "x;} body{display:none", "x\\", '"x\n}"'])(
    "a font name cannot end the rule or the element: %s",
    (font) => {
      const style = themeStyle({ ...colors, font });
      expect(style).not.toContain("<");
      expect(style.match(/[{}]/gu)).toEqual(["{", "}"]);
      expect(style).not.toContain("\n");
    },
  );

  test("keeps a plain list of fonts, and ours behind it", () => {
    expect(themeStyle({ ...colors, font: '"Iowan Old Style", serif' })).toContain(
      "--brand-font:Iowan\\20 Old\\20 Style,serif,var(--font)}",
    );
  });
});

describe("how wide a logo is at 32 px of height", () => {
  test.each([
    ['<svg viewBox="0 0 64 32">', 64],
    ['<svg viewBox="0 0 32 32">', 32],
    ["<svg viewBox='0,0,4000,10'>", 160],
    ["<svg>", 32],
    ['<svg viewBox="0 0 10 0">', 32],
  ])("%s", (svg, width) => {
    expect(logoWidth(svg)).toBe(width);
  });
});
