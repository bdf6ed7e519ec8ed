import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Picks } from "./picks";

const drawn = (error?: string) =>
  renderToStaticMarkup(
    createElement(Picks, { legend: "Why", name: "why", picks: [{ value: "a", label: "A" }], error }),
  );

test("each pick of a refused group says that it is wrong and why, as any other refused field", () => {
  const [, why] = /<span class="error" id="([^"]+)">Pick one/u.exec(drawn("Pick one")) ?? [];
  const [radio] = /<input[^>]*>/u.exec(drawn("Pick one")) ?? [];
  expect(radio).toContain('aria-invalid="true"');
  expect(radio).toContain(`aria-describedby="${why}"`);
  expect(drawn()).not.toContain("aria-");
});
