import { boxOf, KEY_PERIODS, OVERLAPS, SCOPES } from "@/domain/api-keys/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Field, Select } from "../ui/field";

interface KeyFormProps {
  page: Page;
  create: Act;
  /** What was typed, and why it was refused. */
  typed: Record<string, string>;
  problem: string | null;
  wrong: readonly string[];
}

/** A new key: whom it is for, what it may do, how long. Nothing is ticked beforehand. */
export function KeyForm({ page, create, typed, problem, wrong }: KeyFormProps) {
  const { t } = page.words;
  const taken = problem === "conflict" ? t("integrations.nameTaken") : undefined;
  return (
    <ActForm page={page} act={create} className="card pad stack-lg">
      <Field
        label={t("integrations.name")}
        hint={t("integrations.nameHint")}
        name="name"
        maxLength={80}
        autoComplete="off"
        required
        defaultValue={typed.name}
        error={wrong.includes("name") ? t("integrations.nameWrong") : taken}
      />
      <fieldset>
        <legend className="legend">{t("integrations.scopes")}</legend>
        {wrong.includes("scopes") && <span className="error">{t("integrations.scopesWrong")}</span>}
        {SCOPES.map((scope) => (
          <label key={scope} className="pick">
            <input type="checkbox" name={boxOf(scope)} defaultChecked={typed[boxOf(scope)] === "on"} />
            <span>
              {t(`integrations.scope.${scope}`)} <code className="small muted">{scope}</code>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="field">
        <Periods page={page} name="expires" periods={KEY_PERIODS} value={typed.expires ?? "P180D"} />
      </div>
      <Button kind="main">{t("integrations.makeDo")}</Button>
    </ActForm>
  );
}

interface PeriodsProps {
  page: Page;
  name: "expires" | "overlap";
  periods: readonly string[];
  value: string;
}

function Periods({ page, name, periods, value }: PeriodsProps) {
  const { t, format } = page.words;
  const options = periods.map((period) => ({ value: period, label: format.duration(period) }));
  return (
    <Select
      label={t(`integrations.${name}`)}
      name={name}
      value={value}
      options={[...options, { value: "", label: t("integrations.always") }]}
    />
  );
}

/** A second key in the place of one, while that one goes on for a while. */
export function RotateForm({ page, rotate, id }: { page: Page; rotate: Act; id: string }) {
  const { t } = page.words;
  return (
    <ActForm page={page} act={rotate} values={{ id }} className="card pad stack-lg">
      <div className="field">
        <Periods page={page} name="overlap" periods={OVERLAPS} value="P1D" />
      </div>
      <Button kind="main">{t("integrations.rotateDo")}</Button>
    </ActForm>
  );
}
