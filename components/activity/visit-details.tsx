import type { ReactNode } from "react";
import type { VisitChange, VisitView } from "@/domain/visits/catalog";
import { cellName, type Words } from "@/web/i18n";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Disclosure } from "../ui/disclosure";
import { TextField } from "../ui/field";

interface VisitDetailsProps {
  page: Page;
  visit: VisitView;
  /** "This was not about me". */
  complain: Act;
}

/** What staff wrote, saw, revealed and changed in one visit, and the way to say that it was not about you. */
export function VisitDetails(props: VisitDetailsProps) {
  const { page, visit } = props;
  const { t } = page.words;
  return (
    <div className="visit-box">
      {visit.words && <p>{t("visits.quote", { words: visit.words })}</p>}
      <Disclosure label={t("visits.details")}>
        <dl className="facts facts-1">
          {factsOf(page.words, visit).map(({ term, lines }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>
                {lines.map((line, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: what happened never changes its place
                  <span key={index} className="line">
                    {line}
                  </span>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </Disclosure>
      {!page.visit && <NotAboutMe {...props} />}
    </div>
  );
}

function factsOf(words: Words, visit: VisitView): { term: string; lines: ReactNode[] }[] {
  const { t, format } = words;
  const items = format.list(visit.items.map(({ text }) => text));
  const did = [
    ...visit.changes.map((change) => changeWords(words, change)),
    ...visit.requests.map(({ id, reference }) => (
      <a key={id} href={`/requests/${id}`}>
        {t("visits.requested", { reference })}
      </a>
    )),
    ...(visit.linksSent > 0 ? [t("visits.linksSent", { count: visit.linksSent })] : []),
  ];
  return [
    { term: t("visits.sawItems"), lines: [items || t("visits.sawNothing")] },
    {
      term: t("visits.revealed"),
      lines: visit.reveals.length > 0 ? revealed(words, visit) : [t("visits.revealedNone")],
    },
    { term: t("visits.changed"), lines: did.length > 0 ? did : [t("visits.changedNone")] },
  ];
}

function revealed({ t, format }: Words, { reveals }: VisitView): string[] {
  return reveals.map(({ item, record, reason, at }) =>
    t(record === null ? "visits.revealedOne" : "visits.revealedRecord", {
      item: item.text,
      time: format.time(at),
      reason,
    }),
  );
}

function changeWords(words: Words, { purpose, channel, asked, words: said }: VisitChange): string {
  const { t } = words;
  const parts = [
    t("visits.changedOff", { cell: cellName(words, purpose, channel) }),
    asked ? t(`visits.asked_${asked}`) : null,
    said ? t("visits.quote", { words: said }) : null,
  ];
  return parts.filter((part) => part !== null).join(" · ");
}

function NotAboutMe({ page, visit, complain }: VisitDetailsProps) {
  const { t } = page.words;
  if (visit.complaint) {
    const { id, reference } = visit.complaint;
    return (
      <p className="small">
        <a href={`/requests/${id}`}>{t("visits.complained", { reference })}</a>
      </p>
    );
  }
  return (
    <Disclosure label={t("visits.notMe")}>
      <ActForm page={page} act={complain} at={visit.id} values={{ visit: visit.id }} className="stack">
        <p className="small muted">{t("visits.notMeText")}</p>
        <TextField label={t("visits.notMeWords")} name="words" rows={3} maxLength={2000} required />
        <Button>{t("visits.notMeDo")}</Button>
      </ActForm>
    </Disclosure>
  );
}
