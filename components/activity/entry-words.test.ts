import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { CHOICE_CHANGES, type ChoiceEntry, type UseEntry } from "@/domain/activity/catalog";
import { wordsFor } from "@/web/i18n";
import { choiceSentence } from "./choice-words";
import { sentenceOfUse } from "./entry-words";

const words = wordsFor({ locale: "en", timeZone: "Europe/Berlin", now: new Date(0) });
const use = (title: string, channel: UseEntry["channel"]): UseEntry => ({
  ...{ kind: "use", id: "1", at: new Date(0), by: "brand", title, channel, items: [] },
  ...{ purpose: null, purposeId: "offers", choosable: true },
});

test.each([
  ["Autumn offers", "We used your data: “<bdi>Autumn offers</bdi>”"],
  ["عروض الخريف", "We used your data: “<bdi>عروض الخريف</bdi>”"],
  ["a\u202eb\u2069c", "We used your data: “<bdi>a⟨U+202E⟩b⟨U+2069⟩c</bdi>”"],
  ["<b>&", "We used your data: “<bdi>&lt;b&gt;&amp;</bdi>”"],
])("the title %j of a use leaves the words around it in order", (title, html) => {
  expect(renderToStaticMarkup(sentenceOfUse(words, use(title, null)))).toBe(html);
  const byEmail = renderToStaticMarkup(sentenceOfUse(words, use(title, { text: "Email", lang: "en" })));
  expect(byEmail).toBe(`We sent you “${html.slice(html.indexOf("<bdi>"), -1)}” by email`);
});

const told = (changes: readonly (typeof CHOICE_CHANGES)[number][], by: ChoiceEntry["by"]): ChoiceEntry =>
  ({
    ...{ kind: "choice", id: "1", at: new Date(0), by, via: by === "you" ? "page" : "system", undone: false },
    lines: changes.map((change, seq) => ({
      ...{ change, seq, purposeId: "offers", purpose: { text: "Offers", lang: "en" } },
      ...{ channel: { text: "Email", lang: "en" }, until: null, frequency: "weekly" },
    })),
  }) as unknown as ChoiceEntry;

test("only what the person did is told as their own act, one change or many", () => {
  const all = [...CHOICE_CHANGES.map((change) => [change]), [...CHOICE_CHANGES]];
  const sentences = (by: ChoiceEntry["by"]) => all.map((changes) => choiceSentence(words, told(changes, by)));
  for (const sentence of sentences("brand")) expect(sentence).not.toMatch(/\byou\b/iu);
  expect(sentences("brand").at(-1)).toBe(`${CHOICE_CHANGES.length} choices were changed at once`);
  expect(sentences("you").at(-1)).toBe(`You changed ${CHOICE_CHANGES.length} choices at once`);
});
