import type { Said } from "@/domain/brand/text";
import type { HeldCard, Shown } from "@/domain/held-data/catalog";
import type { CopyWords, Missing } from "./catalog";
import type { CopyItem } from "./content";
import { html, type Markup } from "./markup";

/** Words of the brand, with the language they are really in. */
export const said = ({ text, lang }: Said): Markup => html`<span lang="${lang}">${text}</span>`;

const fact = (name: string, value: Markup | null): Markup =>
  value === null ? html`` : html`<dt>${name}</dt><dd>${value}</dd>`;

const several = (lines: readonly Markup[]): Markup | null =>
  lines.length === 0 ? null : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;

/** What an item is, and why it is held. */
export const heldHead = ({ card }: CopyItem): Markup =>
  html`<h3>${said(card.name)}</h3><p>${said(card.why)}</p>`;

/** On what ground it is held, from where, for whom and until when. */
export function heldFacts({ card, kept }: CopyItem, words: CopyWords): Markup {
  return html`<dl>
${fact(words.word("usedFor"), purposes(card, words))}
${fact(words.word("from"), html`${card.originDetail ? said(card.originDetail) : words.origin(card.origin)} (${said(card.source.name)})`)}
${fact(words.word("recipients"), recipients(card, words))}
${fact(words.word("kept"), html`${words.keep(card.keep, kept.date)}`)}
${fact(words.word("lastUsed"), card.lastUsed && html`${words.moment(card.lastUsed.at)}: ${card.lastUsed.title}`)}
</dl>`;
}

const purposes = (card: HeldCard, words: CopyWords): Markup | null =>
  card.noPurpose
    ? said(card.noPurpose)
    : several(
        card.purposes.map(
          ({ name, basis, benefit }) =>
            html`${said(name)}. ${words.word("basedOn")}: ${words.basis(basis)}. ${said(benefit)}`,
        ),
      );

const recipients = (card: HeldCard, words: CopyWords): Markup | null =>
  several(
    card.recipients.map(
      ({ name, whatFor, country }) => html`${said(name)}: ${said(whatFor)} (${words.country(country)})`,
    ),
  );

/** The value of an item that is no list. */
export function heldBody(item: CopyItem, words: CopyWords): Markup {
  const { content } = item;
  switch (content.kind) {
    case "field":
      return html`<p class="value">${valuePart(content.value.shown, words)}</p>`;
    case "row":
      return html`<dl class="value">${content.fields.map(({ name, value }) => fact(name.text, valuePart(value.shown, words)))}</dl>`;
    case "missing":
      return missingPart(content.why, { item, words });
    case "list":
    case "nothing":
      return html`<p class="value">${words.word("nothing")}</p>`;
  }
}

/** Pictures are in the page itself; everything else is words. */
function valuePart(shown: Shown, words: CopyWords): Markup {
  if (shown.as !== "image") return html`<bdi>${words.value(shown)}</bdi>`;
  return html`<img alt="" src="data:${shown.type};base64,${shown.base64}">`;
}

/** Says that something is not in the copy, whose fault that is, and why. */
export const missingPart = (why: Missing, { item, words }: { item: CopyItem; words: CopyWords }): Markup =>
  html`<p class="missing"><b>${words.word("notIncluded")}.</b> ${words.missing(why, item.card.source.name.text)}</p>`;
