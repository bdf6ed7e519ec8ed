import type { DeskVersionView, PointCheck } from "@/domain/terms/catalog";
import type { Page } from "../page";
import { SaidText } from "../said";
import { Disclosure } from "../ui/disclosure";
import { Section } from "../ui/layout";
import { Tag } from "../ui/tag";
import { isChanged } from "./clause-difference";
import { MarkedWords } from "./marked-words";

interface DeskCheckProps {
  page: Page;
  view: DeskVersionView;
}

/** Each point beside its clauses as they were and are; those that need a person's eyes first. */
export function DeskCheck({ page, view }: DeskCheckProps) {
  const { t, format } = page.words;
  const needsEyes = (point: PointCheck) =>
    point.state !== "checked" || point.clauses.some(({ difference }) => difference && isChanged(difference));
  const [first, rest] = [view.points.filter(needsEyes), view.points.filter((point) => !needsEyes(point))];
  const intro = view.comparedWith
    ? t("terms.desk.comparedWith", { date: format.day(view.comparedWith) })
    : t("terms.desk.firstVersion");
  return (
    <Section id="check" title={t("terms.desk.check")} intro={intro}>
      {first.length > 0 && (
        <ol className="card rows changes">
          {first.map((point) => (
            <PointBeside key={point.id} page={page} view={view} point={point} />
          ))}
        </ol>
      )}
      {rest.length > 0 && (
        <Disclosure label={t("terms.desk.asBefore", { count: rest.length })} open={first.length === 0}>
          <ol className="card rows changes">
            {rest.map((point) => (
              <PointBeside key={point.id} page={page} view={view} point={point} />
            ))}
          </ol>
        </Disclosure>
      )}
    </Section>
  );
}

const TONE = { checked: "good", unchecked: "warn", stale: "warn" } as const;

function PointBeside({ page, view, point }: DeskCheckProps & { point: PointCheck }) {
  const { t } = page.words;
  const { document, version } = view;
  return (
    <li className="change" id={`check-${point.id}`}>
      <div className="change-head">
        <h3>
          <SaidText page={page} said={point.text} />
        </h3>
        <Tag tone={TONE[point.state]}>{t(`terms.desk.state_${point.state}`)}</Tag>
      </div>
      <p className="small muted">
        <code>{point.id}</code> · {point.clauses.map(({ title }) => title.text).join(" · ")}
      </p>
      {point.state !== "checked" && (
        <div className="accept">
          <p className="small">{t("terms.desk.acceptBy")}</p>
          <pre>
            <code>{`forthright terms accept ${document} ${version} ${point.id}`}</code>
          </pre>
        </div>
      )}
      <div className="diff" lang={view.binding}>
        {point.clauses.map((clause) => (
          <ClauseBeside key={clause.anchor} page={page} clause={clause} />
        ))}
      </div>
    </li>
  );
}

/** A clause's words as they were, are, and with what came and went between. */
function ClauseBeside({ page, clause }: { page: Page; clause: PointCheck["clauses"][number] }) {
  const { t, locale } = page.words;
  const { difference, title } = clause;
  if (!difference)
    return (
      <p lang={locale} className="muted">
        {t("terms.desk.noDifference", { title: title.text })}
      </p>
    );
  return (
    <>
      <p>
        <b>
          <MarkedWords page={page} marks={difference.title} />
        </b>
      </p>
      {difference.body.map((marks, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the paragraphs of a text stay in place
        <p key={index}>
          <MarkedWords page={page} marks={marks} />
        </p>
      ))}
    </>
  );
}
