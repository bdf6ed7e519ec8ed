import { afterAll, beforeAll, expect, test } from "vitest";
import type { House } from "../house";
import { testHouse } from "../testing";
import { publishFirst } from "./first";
import { listTerms, readTerms } from "./index";
import { fullTextWords } from "./plain-text";
import { termsBrand } from "./testing";

const EMPTY = "points: []\n";
const paragraphs = (count: number, words: string) => Array.from({ length: count }, () => words).join("\n\n");
/** Policies as people write them, with nothing prepared. */
const POLICIES: Record<string, { text: string; lang: string; clauses: string[]; minutes: number }> = {
  english: {
    text: `# Privacy policy\n\n## Data\n\n${paragraphs(200, "We keep what you tell us for as long as we need it, and no longer. ".repeat(7))}\n\n## Contact\n\n| Who | How |\n|---|---|\n| Us | [mail](mailto:a@b.example) |\n`,
    lang: "en",
    clauses: ["privacy-policy", "data", "contact"],
    minutes: 95,
  },
  chinese: {
    text: `# 隐私政策\n\n## 我们收集的信息\n\n${paragraphs(130, "我们只在需要时保存您的信息。")}\n\n## 联系我们\n\n写信给我们。[^1]\n\n[^1]: 工作日。\n`,
    lang: "zh-Hans",
    clauses: ["隐私政策", "我们收集的信息", "联系我们"],
    minutes: 7,
  },
  german: {
    text: `Datenschutzerklärung\n====================\n\n### Übersicht über Ihre Rechte\n\n1. Auskunft\n2. Löschung\n   - binnen 30 Tagen\n\n> Größe zählt.\n\n### Übersicht über Ihre Rechte\n\nNoch einmal.\n`,
    lang: "de",
    clauses: ["datenschutzerklärung", "übersicht-über-ihre-rechte", "übersicht-über-ihre-rechte-1"],
    minutes: 1,
  },
  arabic: {
    text: "# سياسة الخصوصية\n\n## ما نحتفظ به\n\nنحتفظ بطلباتك لمدة سنة.\n",
    lang: "ar",
    clauses: ["سياسة-الخصوصية", "ما-نحتفظ-به"],
    minutes: 1,
  },
};

let house: House;
let close: () => Promise<void>;
const now = new Date("2026-11-21T12:00:00Z");

beforeAll(async () => {
  const texts = Object.entries(POLICIES).map(([id, { text, lang }]) => ({
    [`terms/${id}/document.yaml`]: `name: ${id}\nkind: privacy_notice\nagreement: notice\nbinding: ${lang}\n`,
    [`terms/${id}/2026-01-01/full.${lang}.md`]: text,
    [`terms/${id}/2026-01-01/summary.${lang}.yaml`]: EMPTY,
  }));
  const brand = await termsBrand(Object.assign({}, ...texts));
  ({ house, close } = await testHouse({ brand }));
  await publishFirst(house.db, brand);
});
afterAll(() => close());

test.each(Object.keys(POLICIES))(
  "a bare %s policy without points is published and reads",
  async (document) => {
    const { text, lang, clauses, minutes } = POLICIES[document] ?? {
      text: "",
      lang: "",
      clauses: [],
      minutes: 0,
    };
    const view = await readTerms({ house, locale: "en", now }, { document });
    expect(view).toMatchObject({ points: [], binding: lang, binds: true, full: { lang } });
    expect(Object.keys(view.full.pointsOf)).toEqual(clauses);
    expect(view.readingTime.full).toBe(minutes);
    const words = fullTextWords(view.full.tree).replaceAll(/\s+/gu, " ");
    const lines = text.split("\n").filter((line) => /^\p{L}/u.test(line) && !line.includes("[^"));
    for (const line of lines) expect(words).toContain(line.trim().replaceAll(/\s+/gu, " "));
    expect((await listTerms({ house, locale: "en", now })).map((one) => one.document)).toContain(document);
  },
);
