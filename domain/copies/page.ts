import { say } from "@/domain/brand";
import { ORIGINS } from "@/domain/held-data/catalog";
import type { CopyWords } from "./catalog";
import { type CopyItem, type CopyParts, csvName, isListBroke } from "./content";
import { html, type Markup } from "./markup";
import { heldBody, heldFacts, heldHead, missingPart, said } from "./page-held";
import { choicesPart, entryPart, requestPart } from "./page-history";
import { STYLE } from "./style";

/** The copy for people: one self-contained page in their language, a part at a time. */
export async function* pageFile(parts: CopyParts, words: CopyWords): AsyncGenerator<string> {
  yield top(parts, words).text;
  for (const origin of ORIGINS) {
    const items = parts.items.filter(({ card }) => card.origin === origin);
    if (items.length === 0) continue;
    yield html`<section><h2>${words.origin(origin)}</h2>\n`.text;
    for (const item of items) yield* itemPart(parts, item, words);
    yield "</section>\n";
  }
  yield choicesPart(parts.choices, words).text;
  yield html`<section id="requests"><h2>${words.word("requests")}</h2>\n`.text;
  if (parts.requests.length === 0) yield html`<p>${words.word("noEntries")}</p>`.text;
  for (const request of parts.requests) yield requestPart(request, words).text;
  yield html`</section><section id="activity"><h2>${words.word("activity")}</h2><ol>\n`.text;
  for await (const page of parts.activity()) {
    for (const entry of page) yield entryPart(entry, words).text;
  }
  yield "</ol></section>\n</main></body></html>\n";
}

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

function top(parts: CopyParts, words: CopyWords): Markup {
  const { brand, locale, madeAt } = parts;
  const title = words.title(say(brand.name, locale, brand).text);
  return html`<!doctype html>
<html lang="${words.lang}" dir="${words.dir}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer"><title>${title}</title><style>${STYLE}</style></head><body><main>
<h1>${title}</h1>
<p>${words.made(madeAt)} ${words.word("keepSafe")}</p>
<h2>${words.word("inside")}</h2>
<ul><li><code>index.html</code> ${words.word("fileHtml")}</li><li><code>data.json</code> ${words.word("fileJson")}</li>
${parts.items.filter(({ content }) => content.kind === "list").map(tableLine)}</ul>
${holder(parts, words)}${knownBy(parts, words)}${contents(parts, words)}
`;
}

const tableLine = ({ card }: CopyItem): Markup =>
  html`<li><code>${csvName(card.id)}</code> ${said(card.name)}</li>`;

function holder({ brand, locale }: CopyParts, words: CopyWords): Markup {
  const { address, contact, authority, legalName } = brand;
  const place = [address.street, `${address.postalCode} ${address.city}`, words.country(address.country)];
  const name = authority ? say(authority.name, locale, brand).text : "";
  return html`<h2>${words.word("holder")}</h2><p>${legalName}, ${place.join(", ")}</p>
<dl><dt>${words.word("privacyTeam")}</dt><dd>${contact.privacyOfficer.email}</dd>
${authority ? html`<dt>${words.word("authority")}</dt><dd>${name} ${authority.url}</dd>` : null}</dl>`;
}

function knownBy({ identifiers }: CopyParts, words: CopyWords): Markup {
  const lines = identifiers.map(
    ({ kind, value }) => html`<dt>${words.identifier(kind)}</dt><dd><bdi>${value}</bdi></dd>`,
  );
  return lines.length === 0 ? html`` : html`<h2>${words.word("knownBy")}</h2><dl>${lines}</dl>`;
}

function contents({ items }: CopyParts, words: CopyWords): Markup {
  const lines = items.map(
    ({ card, content }) => html`<li><a href="#item-${card.id}">${said(card.name)}</a>
${content.kind === "missing" ? html` <b>(${words.word("notIncluded")})</b>` : null}</li>`,
  );
  const rest = (["choices", "requests", "activity"] as const).map(
    (name) => html`<li><a href="#${name}">${words.word(name)}</a></li>`,
  );
  return html`<nav><h2>${words.word("contents")}</h2><ul>${lines}${rest}</ul></nav>`;
}

async function* itemPart(parts: CopyParts, item: CopyItem, words: CopyWords): AsyncGenerator<string> {
  yield html`<article id="item-${item.card.id}">${heldHead(item)}`.text;
  if (item.content.kind !== "list") yield html`${heldBody(item, words)}${heldFacts(item, words)}`.text;
  else {
    yield heldFacts(item, words).text;
    yield* listPart(parts, { item, columns: item.content.columns, words });
  }
  yield "</article>\n";
}

interface List {
  item: CopyItem;
  columns: { name: { text: string; lang: string } }[];
  words: CopyWords;
}

/** The whole list as a table; one that breaks off says so where it does. */
async function* listPart(parts: CopyParts, { item, columns, words }: List): AsyncGenerator<string> {
  let count = 0;
  let end = html``;
  const heads = columns.map(({ name }) => html`<th scope="col">${said(name)}</th>`);
  yield html`<div class="wide"><table><thead><tr>${heads}</tr></thead><tbody>\n`.text;
  try {
    for await (const batch of parts.rows(item.card.id)) {
      count += batch.length;
      for (const row of batch) {
        yield html`<tr>${row.map(({ shown }) => html`<td><bdi>${words.value(shown)}</bdi></td>`)}</tr>\n`
          .text;
      }
    }
  } catch (error) {
    if (!isListBroke(error)) throw error;
    end = missingPart(error.why, { item, words });
  }
  yield html`</tbody></table></div><p>${words.records(count)}. ${words.asTable(csvName(item.card.id))}</p>${end}`
    .text;
}
