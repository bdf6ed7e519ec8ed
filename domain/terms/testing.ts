import type { Brand } from "@/domain/brand";
import { type Edits, loadEdited } from "@/domain/brand/testing-folder";

const newer = "terms/privacy/2026-06-01";

/** Two versions of one notice, in two languages, the newer with a line more; nothing of it checked. */
export async function termsBrand(edits: Edits = {}): Promise<Brand> {
  const { brand, problems } = await loadEdited({
    "brand.yaml": ["locales: [en]", "locales: [en, de, zh-Hans]"],
    [`${newer}/full.en.md`]:
      "# Privacy\n\n## What we keep\n\nOrders, for a year.\n\n## Rights\n{: #rights }\n\nAsk us.\n",
    [`${newer}/full.de.md`]:
      "# Datenschutz\n\n## Was wir behalten\n\nBestellungen.\n\n## Rechte\n{: #rights }\n\nFragen Sie.\n",
    [`${newer}/summary.en.yaml`]: `changed: We say more about your rights.
points:
  - { id: keep, text: We keep orders., clauses: [what-we-keep], purposes: [orders], items: [bought] }
  - { id: rights, text: You may ask us., clauses: [rights], surprising: true }
`,
    [`${newer}/summary.de.yaml`]: `changed: Wir sagen mehr über Ihre Rechte.
points:
  - { id: keep, text: Wir behalten Bestellungen., clauses: [what-we-keep], purposes: [orders], items: [bought] }
  - { id: rights, text: Sie können uns fragen., clauses: [rights], surprising: true }
`,
    ...edits,
  });
  if (brand === undefined)
    throw new Error(problems.map(({ file, message }) => `${file}: ${message}`).join("\n"));
  return brand;
}
