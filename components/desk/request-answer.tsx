import type { DeskRequestView } from "@/domain/requests/catalog";
import type { Page } from "../page";
import { SaidText } from "../said";
import { Section } from "../ui/layout";
import { Tag } from "../ui/tag";

/** What was answered, and what was not done and why. */
export function GivenAnswer({ page, request }: { page: Page; request: DeskRequestView }) {
  const { t } = page.words;
  const { answer } = request;
  if (!answer) return null;
  return (
    <Section title={t("desk.request.yourAnswer")}>
      <div className="card pad stack">
        <Tag tone={answer.outcome === "done" ? "good" : "plain"}>
          {t(`requests.outcome_${answer.outcome}`)}
        </Tag>
        <p className="written">{answer.text}</p>
        {answer.refusals.length > 0 && (
          <ul className="plain-list">
            {answer.refusals.map(({ item, because, law }) => (
              <li key={item.text}>
                <b>
                  <SaidText page={page} said={item} />
                </b>
                {": "}
                {because}
                {law && ` (${law})`}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}
