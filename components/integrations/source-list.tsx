import type { SourceHealth } from "@/domain/held-data/catalog";
import type { Words } from "@/web/i18n";
import type { Page } from "../page";
import { SaidText } from "../said";
import { ButtonLink } from "../ui/button";
import { Icon } from "../ui/icon";
import { Tag } from "../ui/tag";

/** Each source: whether it answers now, how fast, and what was heard of it before. */
export function SourceList({ page, sources }: { page: Page; sources: readonly SourceHealth[] }) {
  const { t } = page.words;
  if (sources.length === 0) return <p className="muted">{t("integrations.noSources")}</p>;
  return (
    <>
      <ul className="card rows">
        {sources.map((source) => (
          <li key={source.id} className="row row-wrap">
            <Icon name={source.answered ? "check" : "alert"} />
            <div className="row-text">
              <p>
                <b>
                  <SaidText page={page} said={source.name} />
                </b>
                <span className="small muted">{lineOf(page.words, source)}</span>
              </p>
            </div>
            <Tag tone={source.answered ? "good" : "warn"}>
              {t(source.answered ? "integrations.answers" : "integrations.silent")}
            </Tag>
          </li>
        ))}
      </ul>
      <p className="after">
        <ButtonLink href="/desk/integrations">{t("integrations.again")}</ButtonLink>
      </p>
    </>
  );
}

function lineOf({ t, format }: Words, { id, kind, answered, ms, failure, lately }: SourceHealth): string {
  const now =
    answered || !failure
      ? t("integrations.ms", { ms: format.number(ms) })
      : t(`integrations.failure.${failure}`);
  const { answeredAt, failedAt } = lately;
  const before = [
    answeredAt && t("integrations.lastAnswer", { moment: format.moment(answeredAt) }),
    failedAt &&
      lately.failure &&
      t("integrations.lastFailure", {
        moment: format.moment(failedAt),
        why: t(`integrations.failure.${lately.failure}`),
      }),
  ].filter(Boolean);
  const heard = before.length > 0 ? before : [t("integrations.neverHeard")];
  return [id, t(`integrations.kind.${kind}`), now, ...heard].join(" · ");
}
