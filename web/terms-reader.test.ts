import { expect, it } from "vitest";
import type { Standing } from "@/domain/terms/catalog";
import { asNews } from "./terms-reader";

const said = { text: "Notice", lang: "en" };
const at = new Date("2026-06-01T22:30:00Z");

function standing(what: "joined" | "shown", to: string): Standing {
  const since = { what, at };
  const none = { yours: [], others: [], gone: [], unsure: [], everybody: false, changed: null };
  const now = { version: to, hash: "0".repeat(64), publishedAt: at, standing: "in_force" as const };
  return {
    ...{ document: "notice", name: said, agreement: "notice", now, decided: null, agreed: null },
    ...{ changes: { document: "notice", name: said, from: "2025-01-01", to, since, ...none }, wants: "tell" },
  };
}

it.each([
  ["joined", "2026-06-01", "Europe/Lisbon", "nothing"],
  ["joined", "2026-06-02", "Europe/Lisbon", "tell"],
  ["joined", "2026-06-02", "Europe/Berlin", "nothing"],
  ["shown", "2026-06-01", "Europe/Lisbon", "tell"],
] as const)("%s, a version of %s read in %s: %s", (what, to, timeZone, wants) => {
  const news = asNews(standing(what, to), timeZone);
  expect(news.wants).toBe(wants);
  expect(news.changes === null).toBe(wants === "nothing");
});
