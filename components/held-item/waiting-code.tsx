import type { WaitingCorrection } from "@/domain/held-data/catalog";
import { ActForm } from "../act-form";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import type { HeldItemProps } from "./held-item";

/** The new address has to prove itself first: the code that was sent to it goes in here. */
export function WaitingCode({
  page,
  card,
  acts,
  flash,
  waiting,
}: HeldItemProps & { waiting: WaitingCorrection }) {
  const { t, format } = page.words;
  const values = { correction: waiting.id };
  const refused = flash?.form === "confirm-correction";
  return (
    <div className="item-waiting">
      <Notice tone="info" icon="mail" level={3} title={t("data.waitingTitle", { address: waiting.sentTo })}>
        <p>{t("data.waitingText", { item: card.name.text, time: format.time(waiting.expiresAt) })}</p>
        <ActForm page={page} act={acts.confirm} at={card.id} values={values} className="stack">
          <Field
            label={t("data.waitingCode")}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={12}
            required
            error={refused ? t("data.codeWrong") : undefined}
          />
          <Button>{t("data.waitingConfirm")}</Button>
        </ActForm>
        <ActForm page={page} act={acts.cancel} at={card.id} values={values}>
          <Button kind="quiet">{t("data.waitingCancel")}</Button>
        </ActForm>
      </Notice>
    </div>
  );
}
