import { hasEnd } from "@/domain/held-data/rules";
import { ActForm } from "../act-form";
import { SaidText } from "../said";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { CorrectForm } from "./correct-form";
import type { ReadProps } from "./value-view";

/** What can be done here and now, and why what cannot be done cannot. In a visit only the customer may. */
export function ItemActs(props: ReadProps) {
  const { page, card, acts } = props;
  const { t } = page.words;
  const values = { item: card.id };
  const item = card.name.text;
  if (page.visit) return null;
  return (
    <div className="item-acts">
      <CorrectForm {...props} />
      {card.notMe && (
        <ActForm page={page} act={acts.notMe} at={card.id} values={values}>
          <Button small label={t("data.notMeItem", { item })}>
            {t("data.notMe")}
          </Button>
        </ActForm>
      )}
      {card.stop.length > 0 && (
        <ActForm page={page} act={acts.stopUsing} at={card.id} values={values}>
          <Button small label={t("data.stopItem", { item })}>
            {t("data.stop")}
          </Button>
        </ActForm>
      )}
      <RemoveForm {...props} />
    </div>
  );
}

function RemoveForm({ page, card, acts, read }: ReadProps) {
  const { t, format } = page.words;
  const lockedUntil = "kept" in read ? read.kept.lockedUntil : null;
  if (lockedUntil) {
    return (
      <p className="item-lock">
        <Icon name="law" />
        <span>
          <b>{t("data.keptByLaw")}</b>
          {card.erase.by === "keep" && <SaidText page={page} said={card.erase.because} />}{" "}
          {hasEnd(lockedUntil) && t("data.lockedUntil", { date: format.day(lockedUntil) })}
        </span>
      </p>
    );
  }
  return (
    <ActForm page={page} act={acts.remove} at={card.id} values={{ item: card.id }}>
      <Button small label={t("data.deleteItem", { item: card.name.text })}>
        {t("data.delete")}
      </Button>
    </ActForm>
  );
}
