import { expect, it } from "vitest";
import type { PointView } from "@/domain/terms/catalog";
import { pairMarks } from "./pair-marks";

const point = (id: string, ...clauses: string[]): PointView => ({
  id,
  text: { text: id, lang: "en" },
  surprising: false,
  clauses: clauses.map((clause) => ({ id: clause, name: { text: clause, lang: "en" } })),
  purposes: [],
  items: [],
  checked: true,
});

it("marks both of a pair, whichever the address leads to", () => {
  const style = pairMarks([point("stop", "marketing")]);
  expect(style).toContain('.terms:has([id="marketing"]:target) [id="point-stop"]{');
  expect(style).toContain('.terms:has([id="point-stop"]:target) [id="marketing"]{');
});

it("lets no anchor end its rule or the element", () => {
  const style = pairMarks([point("a", '"]{}</style><b>&\\', "数据")]);
  expect(style).not.toContain("</");
  expect(style.match(/[{}]/gu)).toHaveLength(4);
  expect(style).toContain("6570 \\636e ");
});

it("says nothing of a text without points", () => {
  expect(pairMarks([])).toBe("");
});
