import type { ActivityEntry } from "@/domain/activity/catalog";
import type { ChoicesView } from "@/domain/choices/catalog";
import type { RequestView } from "@/domain/requests/catalog";
import type { CopyWords } from "./catalog";
import { html, type Markup } from "./markup";
import { said } from "./page-held";

/** Where every choice stands. Its history is in Activity. */
export function choicesPart({ bands }: ChoicesView, words: CopyWords): Markup {
  const rows = bands.flatMap((band) => band.rows);
  const lines = rows.map(
    (row) =>
      html`<tr><th scope="row">${said(row.name)}</th><td>${row.cells.map(
        (
          cell,
        ) => html`<div>${cell.channelName ? html`${said(cell.channelName)}: ` : null}${words.standing(cell)}
${cell.last ? html` (${words.moment(cell.last.at)})` : null}</div>`,
      )}</td></tr>\n`,
  );
  return html`<section id="choices"><h2>${words.word("choices")}</h2><table><tbody>${lines}</tbody></table></section>`;
}

/** One request with all that was written about it. */
export function requestPart(request: RequestView, words: CopyWords): Markup {
  const { answer, extension } = request;
  return html`<article><h3>${words.request(request.kind, request.item?.text ?? null)}</h3>
<p>${request.reference}, ${words.moment(request.openedAt)}. ${words.lawful(request.due)}</p>
${extension ? html`<p>${words.day(extension.from)}: ${extension.because}</p>` : null}
${request.text ? html`<blockquote>${request.text}</blockquote>` : null}
${request.messages.map(
  ({ from, at, text }) =>
    html`<p><b>${words.word(from === "you" ? "messageYou" : "messageBrand")}</b>, ${words.moment(at)}</p><blockquote>${text}</blockquote>`,
)}
${answer?.text ? html`<p><b>${words.word("answer")}</b>, ${words.moment(answer.at)}</p><blockquote>${answer.text}</blockquote>` : null}
${answer?.refusals.map(({ item, because, law }) => html`<p>${said(item)}: ${because} ${law ?? ""}</p>`) ?? null}</article>\n`;
}

export const entryPart = (entry: ActivityEntry, words: CopyWords): Markup =>
  html`<li>${words.entry(entry).map((line) => html`<b>${line}</b><br>`)}<span class="when">${words.moment(entry.at)}</span></li>\n`;
