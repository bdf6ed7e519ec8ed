import { Fragment } from "react";
import type { Mark } from "@/domain/terms/catalog";
import type { Page } from "../page";

/** Words with what came and went: a line and a tint for the eye, and a word for everybody. */
export function MarkedWords({ page, marks }: { page: Page; marks: readonly Mark[] }) {
  const { t, locale } = page.words;
  return marks.map(({ kind, text }, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the words of a published text stay in place
    if (kind === "same") return <span key={index}>{text}</span>;
    const Element = kind === "added" ? "ins" : "del";
    const words = text.trimEnd();
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <Fragment key={index}>
        <Element>
          <span className="diff-mark" lang={locale}>
            {t(kind === "added" ? "terms.markAdded" : "terms.markRemoved")}{" "}
          </span>
          {words}
        </Element>
        {text.slice(words.length)}
      </Fragment>
    );
  });
}
