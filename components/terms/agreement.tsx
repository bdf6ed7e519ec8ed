import type { Standing } from "@/domain/terms/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { SaidText } from "../said";
import { Button } from "../ui/button";
import { Section } from "../ui/layout";
import { Announce, Notice } from "../ui/notice";

interface AgreementProps {
  page: Page;
  standing: Standing;
  decide: Act;
  /** The decision that was just made. */
  done: string | null;
}

const ANSWERS = ["agree", "refuse", "later"] as const;

/** The question, with three answers of the same size; each says what happens then. Nothing waits for it. */
export function Agreement({ page, standing, decide, done }: AgreementProps) {
  const { t, format } = page.words;
  if (standing.agreement !== "required") return null;
  const { document, now, decided } = standing;
  const answered = decided?.version === now.version && decided.decision !== "later" ? decided.decision : null;
  const values = { document, version: now.version, hash: now.hash };
  const asks = standing.wants === "ask" || standing.wants === "waits";
  if (!asks && !answered) return null;
  return (
    <Section
      id="own-answer"
      title={asks ? t("terms.askTitle", { date: format.day(now.version) }) : t("terms.answerTitle")}
    >
      <Announce>
        {done && decided && (
          <Notice tone="good" title={t(`terms.done_${decided.decision}`)}>
            <p>{t(`terms.done_${decided.decision}_text`)}</p>
          </Notice>
        )}
      </Announce>
      <div className="card pad agreement">
        <p>{asks ? t("terms.askText") : t(`terms.answer_${answered ?? "refuse"}`)}</p>
        <p className="muted">
          <SaidText page={page} said={standing.name} /> ·{" "}
          {t("terms.inForce", { date: format.day(now.version) })}
        </p>
        {!page.visit && (
          <ul className="answers">
            {ANSWERS.filter((answer) => answer !== answered && (asks || answer !== "later")).map((answer) => (
              <li key={answer}>
                <ActForm page={page} act={decide} values={{ ...values, decision: answer }} at="own-answer">
                  <Button wide>
                    {t(answered === "agree" ? "terms.answers_withdraw" : `terms.answers_${answer}`)}
                  </Button>
                </ActForm>
                <p className="small muted">{t(`terms.answers_${answer}_text`)}</p>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}
