import type { ChangesForYou, Concern, PointChange } from "@/domain/terms/catalog";
import type { Page } from "../page";
import { SaidText } from "../said";
import { Disclosure } from "../ui/disclosure";
import { Icon } from "../ui/icon";
import { Section } from "../ui/layout";
import { Tag } from "../ui/tag";
import { pointId } from "./reading";
import { sinceWords } from "./version-bar";

interface ChangesProps {
  page: Page;
  changes: ChangesForYou;
}

/** What is new since the reader agreed or looked: first what touches them and why, the others folded under it. */
export function ChangesSection({ page, changes }: ChangesProps) {
  const { t, format } = page.words;
  const { yours, others, gone, unsure, document, from, to } = changes;
  const also = others.length + gone.length;
  const difference = `/terms/${encodeURIComponent(document)}/difference?${new URLSearchParams({ from, to })}`;
  return (
    <Section
      id="own-changes"
      title={sinceWords(page, changes)}
      intro={t("terms.changesCount", { all: yours.length + also, yours: yours.length })}
    >
      {changes.changed && (
        <p className="after">
          <SaidText page={page} said={changes.changed} />
        </p>
      )}
      {changes.everybody && <p className="after">{t("terms.touchesEverybody")}</p>}
      {unsure.length > 0 && (
        <p className="after small muted">
          {t("terms.unsure", { sources: format.list(unsure.map(({ text }) => text)) })}
        </p>
      )}
      {yours.length > 0 && (
        <ol className="card rows changes">
          {yours.map((change) => (
            <ChangeRow key={change.point.id} page={page} change={change} />
          ))}
        </ol>
      )}
      {also > 0 && (
        <Disclosure label={t("terms.alsoChanged", { count: also })}>
          <ol className="card rows changes">
            {others.map((change) => (
              <ChangeRow key={change.point.id} page={page} change={change} />
            ))}
            {gone.map(({ id, text }) => (
              <li key={id} className="change">
                <div className="change-head">
                  <Tag>{t("terms.change_gone")}</Tag>
                </div>
                <p>
                  <SaidText page={page} said={text} />
                </p>
              </li>
            ))}
          </ol>
        </Disclosure>
      )}
      <p className="after">
        <a href={page.preview?.difference ?? difference}>{t("terms.wordByWord")}</a>
      </p>
    </Section>
  );
}

function ChangeRow({ page, change }: { page: Page; change: PointChange }) {
  const { t } = page.words;
  const { point, kind, before } = change;
  // Where the line says what it said, other words in its clause are no news of the reader's own.
  const concerns = kind === "clause" ? [] : change.concerns;
  return (
    <li className="change">
      <div className="change-head">
        <h3>
          <SaidText page={page} said={point.text} />
        </h3>
        {concerns.length > 0 && (
          <Tag tone="info" icon="user">
            {t("terms.concernsYou")}
          </Tag>
        )}
        <Tag>{t(`terms.change_${kind}`)}</Tag>
      </div>
      {kind === "reworded" && before && before.text !== point.text.text && (
        <p className="muted">
          {t("terms.saidBefore")} <SaidText page={page} said={before} />
        </p>
      )}
      {concerns.length > 0 && (
        <p className="muted">
          {t("terms.because")} <Because page={page} concerns={concerns} />
        </p>
      )}
      <p className="point-links">
        <a href={`#${pointId(point.id)}`}>
          <Icon name="text" />
          {t("terms.toPoint")}
        </a>
        {point.clauses.map(({ id, name }) => (
          <a key={id} href={`#${id}`}>
            <Icon name="doc" />
            <SaidText page={page} said={name} />
          </a>
        ))}
      </p>
    </li>
  );
}

function Because({ page, concerns }: { page: Page; concerns: readonly Concern[] }) {
  const { t } = page.words;
  return concerns.map(({ kind, id, name }, index) => (
    <span key={`${kind}.${id}`}>
      {index > 0 && " · "}
      <a href={kind === "purpose" ? `/choices#${id}` : `/data?item=${id}#${id}`}>
        <SaidText page={page} said={name} />
      </a>{" "}
      {t(kind === "purpose" ? "terms.isOn" : "terms.isHeld")}
    </span>
  ));
}
