import { type DeskRequestView, REFUSED_ROWS } from "@/domain/requests/catalog";
import { ActForm } from "../act-form";
import type { Page } from "../page";
import { Button } from "../ui/button";
import { Disclosure } from "../ui/disclosure";
import { Field, type Option, Select, TextField } from "../ui/field";
import { type DeskForm, languageName } from "./request-words";

interface AnswerFormProps {
  page: Page;
  request: DeskRequestView;
  /** The held items that an answer can name. */
  items: readonly Option[];
  form: DeskForm;
}

/** All of it or a part is done: what the customer reads, and what was left out with its reasons. */
export function AnswerForm({ page, request, items, form }: AnswerFormProps) {
  const { t } = page.words;
  const { typed, error } = form;
  const language = languageName(page.words, request.customerLocale);
  return (
    <ActForm page={page} act={form.act} values={{ id: request.id }} at="act" className="stack">
      <div className="field">
        <Select
          label={t("desk.request.outcome")}
          name="outcome"
          options={(["done", "done_in_part"] as const).map((value) => ({
            ...{ value, label: t(`desk.request.outcome_${value}`) },
          }))}
          value={typed?.outcome ?? "done"}
        />
      </div>
      <TextField
        label={t("desk.request.answerText")}
        hint={t("desk.request.answerHint", { language })}
        {...{ name: "text", rows: 6, maxLength: 4000, required: true }}
        error={error}
        defaultValue={typed?.text}
      />
      <Disclosure label={t("desk.request.notDone")} open={isWritten(typed)}>
        <div className="stack desk-rows">
          {REFUSED_ROWS.map((n) => (
            <NotDone key={n} {...{ page, n, items, typed }} />
          ))}
        </div>
      </Disclosure>
      <Button kind="main">{t("desk.request.close")}</Button>
    </ActForm>
  );
}

/** Whatever was typed there is seen again, above all where something is wrong with it. */
const isWritten = (typed: DeskForm["typed"]): boolean =>
  typed?.outcome === "done_in_part" ||
  REFUSED_ROWS.some((n) => typed?.[`item${n}`] || typed?.[`because${n}`] || typed?.[`law${n}`]);

interface NotDoneProps {
  page: Page;
  n: (typeof REFUSED_ROWS)[number];
  items: readonly Option[];
  typed: DeskForm["typed"];
}

function NotDone({ page, n, items, typed }: NotDoneProps) {
  const { t } = page.words;
  return (
    <fieldset className="stack">
      <legend className="legend">{t("desk.request.row", { n })}</legend>
      <div className="field">
        <Select
          label={t("desk.request.item")}
          name={`item${n}`}
          options={[{ value: "", label: t("desk.request.noItem") }, ...items]}
          value={typed?.[`item${n}`] ?? ""}
        />
      </div>
      <Field
        label={t("desk.request.because")}
        name={`because${n}`}
        maxLength={1000}
        defaultValue={typed?.[`because${n}`]}
      />
      <Field
        label={t("desk.request.law")}
        name={`law${n}`}
        maxLength={300}
        defaultValue={typed?.[`law${n}`]}
      />
    </fieldset>
  );
}
