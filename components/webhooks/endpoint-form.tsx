import { boxOf, PERIODS, WEBHOOK_EVENTS } from "@/domain/webhooks/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Field, Select } from "../ui/field";

interface EndpointFormProps {
  page: Page;
  add: Act;
  /** What was typed, and which fields were not right. */
  typed: Record<string, string>;
  wrong: readonly string[];
}

/** A new endpoint: where, of what it is to hear, which system stands behind it, and how fast that one obeys. */
export function EndpointForm({ page, add, typed, wrong }: EndpointFormProps) {
  const { t, format } = page.words;
  const periods = PERIODS.map((value) => ({ value: value as string, label: format.duration(value) }));
  return (
    <ActForm page={page} act={add} className="card pad stack-lg">
      <Field
        label={t("webhooks.url")}
        hint={t("webhooks.urlHint")}
        name="url"
        type="url"
        maxLength={2_000}
        autoComplete="off"
        spellCheck={false}
        required
        defaultValue={typed.url}
        error={wrong.includes("url") ? t("webhooks.urlWrong") : undefined}
      />
      <fieldset>
        <legend className="legend">{t("webhooks.events")}</legend>
        {wrong.includes("events") && <span className="error">{t("integrations.scopesWrong")}</span>}
        {WEBHOOK_EVENTS.map((event) => (
          <label key={event} className="pick">
            <input type="checkbox" name={boxOf(event)} defaultChecked={typed[boxOf(event)] === "on"} />
            <span>
              {t(`webhooks.event.${event}`)} <code className="small muted">{event}</code>
            </span>
          </label>
        ))}
      </fieldset>
      <Field
        label={t("webhooks.system")}
        hint={t("webhooks.systemHint")}
        name="system"
        maxLength={80}
        autoComplete="off"
        defaultValue={typed.system}
        error={wrong.includes("system") ? t("integrations.nameWrong") : undefined}
      />
      <div className="field">
        <Select label={t("webhooks.within")} name="within" value={typed.within ?? "PT1H"} options={periods} />
        <span className="hint">{t("webhooks.withinHint")}</span>
      </div>
      <Button kind="main">{t("webhooks.addDo")}</Button>
    </ActForm>
  );
}
