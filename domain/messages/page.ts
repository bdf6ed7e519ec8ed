/** The parts of one message, in words. */
export interface Page {
  locale: string;
  subject: string;
  intro: string | null;
  action: { label: string; target: string } | null;
  code: { label: string; value: string } | null;
  rest: string[];
  footer: string;
}

/** The same message as plain text and as HTML without pictures, scripts or anything fetched. */
export function pageOf(page: Page): { text: string; html: string } {
  return { text: textOf(page), html: htmlOf(page) };
}

function textOf(page: Page): string {
  const action = page.action && `${page.action.label}:\n${page.action.target}`;
  const code = page.code && `${page.code.label}: ${page.code.value}`;
  const parts = [page.intro, action, code, ...page.rest, `-- \n${page.footer}`];
  return `${parts.filter((part) => part !== null).join("\n\n")}\n`;
}

const signs: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);

const paragraph = (text: string) => `<p style="margin:0 0 16px">${escaped(text)}</p>`;

function htmlOf(page: Page): string {
  const action =
    page.action &&
    `<p style="margin:0 0 16px"><a href="${escaped(page.action.target)}" style="display:inline-block;padding:12px 20px;border:1px solid currentColor;border-radius:8px;font-weight:600">${escaped(page.action.label)}</a></p>`;
  const code =
    page.code &&
    `<p style="margin:0 0 16px">${escaped(page.code.label)}: <strong style="font-size:24px;letter-spacing:2px">${escaped(page.code.value)}</strong></p>`;
  const parts = [page.intro && paragraph(page.intro), action, code, ...page.rest.map(paragraph)];
  return `<!doctype html>
<html lang="${escaped(page.locale)}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escaped(page.subject)}</title></head>
<body dir="auto" style="font:17px/1.55 system-ui,sans-serif;max-width:36rem;margin:24px auto;padding:0 16px">
${parts.filter((part) => part !== null).join("\n")}
<hr style="border:0;border-top:1px solid #7d8781;margin:24px 0 12px"><p style="margin:0;font-size:14px">${escaped(page.footer)}</p>
</body></html>
`;
}
