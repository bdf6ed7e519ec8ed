import { FIND_BY } from "@/domain/visits/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Picks } from "../ui/picks";

interface FindFormProps {
  page: Page;
  start: Act;
  /** The brand's reasons for a visit, in the reader's words. */
  reasons: readonly string[];
  /** What was typed, and which of it was not right. */
  typed: Record<string, string>;
  wrong: readonly string[];
}

/** One customer, found by exactly what is typed, with the ticket and the reason before anything is shown. */
export function FindForm({ page, start, reasons, typed, wrong }: FindFormProps) {
  const { t } = page.words;
  const error = (field: "value" | "ticket" | "reason" | "words") =>
    wrong.includes(field) ? t(`find.${field}Wrong`) : undefined;
  const by = FIND_BY.map((value) => ({ value, label: t(`find.by_${value}`) }));
  return (
    <ActForm page={page} act={start} className="stack find-form">
      <div className="stack">
        <Picks legend={t("find.by")} name="by" picks={by} value={typed.by ?? "email"} inRow />
        <Field
          label={t("find.value")}
          hint={t("find.valueHint")}
          name="value"
          maxLength={254}
          autoComplete="off"
          spellCheck={false}
          required
          error={error("value")}
          defaultValue={typed.value}
        />
      </div>
      <Field
        label={t("find.ticket")}
        name="ticket"
        maxLength={60}
        autoComplete="off"
        required
        error={error("ticket")}
        defaultValue={typed.ticket}
      />
      <Reasons page={page} reasons={reasons} value={typed.reason} error={error("reason")} />
      <Field
        label={t("find.words")}
        hint={t("find.wordsHint")}
        name="words"
        maxLength={300}
        autoComplete="off"
        required
        error={error("words")}
        defaultValue={typed.words}
      />
      <Field
        label={t("find.code")}
        hint={t("find.codeHint")}
        name="code"
        maxLength={40}
        inputMode="numeric"
        autoComplete="off"
        defaultValue={typed.code}
      />
      <Button kind="main" wide>
        {t("find.start")}
      </Button>
    </ActForm>
  );
}

interface ReasonsProps {
  page: Page;
  reasons: readonly string[];
  value: string | undefined;
  error: string | undefined;
}

/** Where the brand names no reasons, the sentence alone says why. */
function Reasons({ page, reasons, value, error }: ReasonsProps) {
  if (reasons.length === 0) return <input type="hidden" name="reason" value="0" />;
  const picks = reasons.map((label, index) => ({ value: String(index), label }));
  return (
    <Picks
      legend={page.words.t("find.reason")}
      name="reason"
      picks={picks}
      value={value}
      error={error}
      required
    />
  );
}
