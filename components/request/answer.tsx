import type { RequestView } from "@/domain/requests/catalog";
import type { Page } from "../page";
import { SaidText } from "../said";
import { Icon } from "../ui/icon";
import { Section } from "../ui/layout";
import { Tag } from "../ui/tag";

interface AnswerProps {
  page: Page;
  request: RequestView;
  authority: string | null;
}

/** What we answered, what we did not do and why, and what can be done about it. */
export function RequestAnswer({ page, request, authority }: AnswerProps) {
  const { t, format } = page.words;
  const { answer } = request;
  if (!answer) return null;
  return (
    <Section title={t("requests.answer")}>
      <div className="card rows">
        <div className="answer">
          <Icon name={answer.outcome === "done" ? "check" : "info"} />
          <div>
            <h3>
              <time dateTime={answer.at.toISOString()}>{format.moment(answer.at)}</time>
              <Tag tone={answer.outcome === "done" ? "good" : "warn"}>
                {t(`requests.outcome_${answer.outcome}`)}
              </Tag>
            </h3>
            {answer.text && <p className="written">{answer.text}</p>}
          </div>
        </div>
        {answer.refusals.map((refusal) => (
          <div className="answer" key={refusal.item.text}>
            <Icon name="x" />
            <div>
              <h3>
                <SaidText page={page} said={refusal.item} />
                <Tag tone="warn">{t("requests.outcome_refused")}</Tag>
              </h3>
              <p className="muted written">{refusal.because}</p>
              {refusal.law && (
                <p className="small">
                  {t.rich("requests.lawCited", { law: refusal.law, b: (chunks) => <b>{chunks}</b> })}
                </p>
              )}
            </div>
          </div>
        ))}
      </div>
      {answer.outcome !== "done" && <Wrong page={page} authority={authority} />}
    </Section>
  );
}

function Wrong({ page, authority }: { page: Page; authority: string | null }) {
  const { t } = page.words;
  return (
    <p className="after small muted">
      {authority
        ? t.rich("requests.wrong", { authority: (chunks) => <a href={authority}>{chunks}</a> })
        : t("requests.wrongNoAuthority")}
    </p>
  );
}
