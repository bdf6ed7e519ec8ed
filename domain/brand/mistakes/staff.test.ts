import { expect, test } from "vitest";
import { formatProblem } from "../index";
import { type Edits, loadEdited, problemsOf, warningsOf } from "../testing-folder";

const SUPPORT = "staff/rules.support.en.md";

const MISTAKES: [string, Edits, string[]][] = [
  [
    "raw HTML",
    { [SUPPORT]: "# Support\n\nLook <b>once</b>.\n" },
    [`${SUPPORT}:3:6 the HTML tag <b> is not shown — write **bold**`],
  ],
  [
    "a script",
    { [SUPPORT]: "# Support\n\n<script>alert(1)</script>\n" },
    [`${SUPPORT}:3:1 the HTML tag <script> is not shown — leave it out, or say it in words`],
  ],
  [
    "a link to nowhere in the text",
    { [SUPPORT]: "# Support\n\nSee [below](#below).\n" },
    [
      `${SUPPORT}:3:5 the link leads to #below, which is not in this text — mend the anchor, or add the clause`,
    ],
  ],
  [
    "no words",
    { [SUPPORT]: "\n" },
    [`${SUPPORT}:1:1 there are no words in it — write the rules, or take the file out`],
  ],
  [
    "a role that nobody has",
    { "staff/rules.boss.en.md": "Be kind." },
    [
      "staff/rules.boss.en.md:1:1 `boss` is not a role — name it rules.<role>.<locale>.md with one of support, privacy_officer, admin, auditor",
    ],
  ],
  [
    "a language that is none",
    { "staff/rules.support.english!.md": "Be kind." },
    [
      "staff/rules.support.english!.md:1:1 `english!` in the file's name is not a locale — write a BCP 47 tag such as en, de or zh-Hans",
    ],
  ],
  [
    "no language",
    { "staff/rules.support.md": "Be kind." },
    [
      "staff/rules.support.md:1:1 the file is not read under this name — rename it to rules.<role>.<locale>.md",
    ],
  ],
  [
    "the same text twice",
    { "staff/rules.support.EN.md": "Be kind." },
    [`${SUPPORT}:1:1 staff/rules.support.EN.md is the same text — take one out`],
  ],
];

test.each(MISTAKES)("tells of handling rules with %s", async (_mistake, edits, lines) => {
  expect(await problemsOf(edits)).toEqual(lines);
});

const WARNINGS: [string, Edits, string[]][] = [
  [
    "a role without rules",
    { [SUPPORT]: null },
    [`${SUPPORT}:1:1 nobody in the role support signs anything — write the handling rules of that role`],
  ],
  [
    "rules that nobody can read",
    { "staff/rules.support.fr.md": "Soyez gentils." },
    [
      "staff/rules.support.fr.md:1:1 `fr` is not among `locales` in brand.yaml, so no one reads this — add it there",
    ],
  ],
];

test.each(WARNINGS)("warns of %s", async (_why, edits, lines) => {
  expect(await warningsOf(edits)).toEqual(lines);
});

test("warns of rules that are not there in each of the brand's languages", async () => {
  const { problems, warnings } = await loadEdited({
    "brand.yaml": ["locales: [en]", "locales: [en, de]"],
    "staff/rules.auditor.de.md": "Lesen, nichts ändern.",
  });
  expect(problems).toEqual([]);
  expect(warnings.map(formatProblem).filter((line) => line.startsWith("staff/"))).toEqual([
    "staff/rules.admin.en.md:1:1 these rules are not there in `de` — translate them",
    "staff/rules.privacy_officer.en.md:1:1 these rules are not there in `de` — translate them",
    "staff/rules.support.en.md:1:1 these rules are not there in `de` — translate them",
  ]);
});

test("the brand has each text with its words and hash, and the folder's hash names them", async () => {
  const [plain, other] = await Promise.all([
    loadEdited({}),
    loadEdited({ [SUPPORT]: "# Support\n\nLook twice.\n" }),
  ]);
  const rules = plain.brand?.staffRules.find(({ role }) => role === "support");
  expect(rules).toMatchObject({ locale: "en", markdown: "# Support\n\nLook only when a customer asks.\n" });
  expect(rules?.hash).toMatch(/^[0-9a-f]{64}$/u);
  expect(rules?.tree.clauses.map(({ anchor }) => anchor)).toEqual(["support"]);
  expect(other.brand?.hash).not.toBe(plain.brand?.hash);
});
