"use client";
// A client component, because Next asks for one; it stands in for the root layout when that itself fails.

const LINES = [
  ["en", "This did not work. The fault is ours. Try again in a minute."],
  ["de", "Das hat nicht geklappt. Der Fehler liegt bei uns. Versuchen Sie es gleich noch einmal."],
  ["zh-Hans", "没有成功。这是我们的问题，请稍后再试。"],
  ["zh-Hant", "沒有成功。這是我們的問題，請稍後再試。"],
] as const;

/** Without the brand, the reader's language or a style sheet: every language at once. */
export default function GlobalFault() {
  return (
    <html lang="en">
      <body>
        <main>
          <h1>Forthright</h1>
          {LINES.map(([lang, line]) => (
            <p key={lang} lang={lang}>
              {line}
            </p>
          ))}
          <p>
            <a href="?">↻</a>
          </p>
        </main>
      </body>
    </html>
  );
}
