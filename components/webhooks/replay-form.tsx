import type { EndpointHealth } from "@/domain/webhooks/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Section } from "../ui/layout";

/** Sends again what was given up, or everything of some days. */
export function ReplayForm({ page, health, act }: { page: Page; health: EndpointHealth; act: Act }) {
  const { t } = page.words;
  const { endpoint, deliveries } = health;
  const { id } = endpoint;
  return (
    <Section id="replay" title={t("webhooks.replay")} intro={t("webhooks.replayText")}>
      <div className="card pad stack-lg">
        {deliveries.dead > 0 && (
          <ActForm page={page} act={act} values={{ id, only: "dead" }}>
            <Button kind="main">{t("webhooks.replayDead", { count: deliveries.dead })}</Button>
          </ActForm>
        )}
        <ActForm page={page} act={act} values={{ id }} className="stack-lg">
          <div className="audit-filters">
            <Field label={t("audit.from")} name="from" type="date" required />
            <Field label={t("audit.to")} name="to" type="date" />
          </div>
          <label className="pick">
            <input type="checkbox" name="only" value="dead" defaultChecked />
            <span>{t("webhooks.onlyDead")}</span>
          </label>
          <Button>{t("webhooks.replayDo")}</Button>
        </ActForm>
      </div>
    </Section>
  );
}
