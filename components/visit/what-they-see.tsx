import type { VisitSoFar } from "@/domain/visits/catalog";
import type { Page } from "../page";

/** The visit as the page tells its staff of it. */
interface WhatTheySeeProps {
  page: Page;
  staff: string;
  reason: string;
  startedAt: Date;
  minutes: number;
  withCode: boolean;
  soFar: VisitSoFar;
}

/** What the customer will read of this visit, as it stands now. */
export function WhatTheySee(props: WhatTheySeeProps) {
  const { page, staff, reason, startedAt, minutes, withCode, soFar } = props;
  const { t, format } = page.words;
  const who = page.visit?.first ?? "";
  const facts = [
    {
      term: t("visit.started"),
      detail: t("visit.startedText", { time: format.time(startedAt), count: minutes }),
    },
    {
      term: t("visit.allowed"),
      detail: t(withCode ? "visit.allowedByCode" : "visit.allowedWithout", { who }),
    },
    {
      term: t("visit.shown"),
      detail: t("visit.shownText", {
        pages: soFar.pages.length,
        items: soFar.items,
        revealed: soFar.reveals.length,
      }),
    },
    { term: t("visit.changed"), detail: t("visit.changedText", { count: soFar.changes }) },
  ];
  return (
    <section className="card pad stack" aria-labelledby="will-see">
      <h2 className="h-sm" id="will-see">
        {t("visit.theySee", { who })}
      </h2>
      <p>{t("visit.theySeeText", { staff, reason })}</p>
      <dl className="facts facts-1">
        {facts.map(({ term, detail }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{detail}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
