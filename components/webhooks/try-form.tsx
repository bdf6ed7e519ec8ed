import type { Trial } from "@/domain/webhooks/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Section } from "../ui/layout";
import { Announce, Notice } from "../ui/notice";
import { answerWords } from "./words";

interface TryFormProps {
  page: Page;
  id: string;
  act: Act;
  /** What came of it just now. */
  trial: Trial | null;
}

/** Sends something signed that says nothing, and shows what came back. */
export function TryForm({ page, id, act, trial }: TryFormProps) {
  const { words } = page;
  const { t, format } = words;
  return (
    <Section id="try" title={t("webhooks.try")} intro={t("webhooks.tryText")}>
      <Announce>
        {trial && (
          <Notice
            tone={trial.ok ? "good" : "warn"}
            title={t(trial.ok ? "webhooks.triedOk" : "webhooks.triedNot")}
          >
            <p>
              {t("webhooks.triedText", { answer: answerWords(words, trial), ms: format.number(trial.ms) })}
            </p>
          </Notice>
        )}
      </Announce>
      <ActForm page={page} act={act} values={{ id }} at="try">
        <Button>{t("webhooks.tryDo")}</Button>
      </ActForm>
    </Section>
  );
}
