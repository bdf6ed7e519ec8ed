import { ASKED } from "@/domain/visits/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button, ButtonLink } from "../ui/button";
import { Field } from "../ui/field";
import { Picks } from "../ui/picks";
import type { MatrixInVisit } from "./in-visit";

interface OffFormProps {
  page: Page;
  act: Act;
  /** How it is named: "Offers by email". */
  name: string;
  /** The form's address, to come back to it when it is refused. */
  path: string;
  values: Record<string, string | number>;
  refused: MatrixInVisit["refused"];
}

/** Staff turn something off because the customer asked: how, and in which words. The customer reads both. */
export function OffForm({ page, act, name, path, values, refused }: OffFormProps) {
  const { t } = page.words;
  const who = page.visit?.first ?? "";
  const wrong = (field: string) => refused?.fields.includes(field) ?? false;
  const picks = ASKED.map((asked) => ({ value: asked, label: t(`visit.asked_${asked}`, { who }) }));
  return (
    <section id="off" aria-labelledby="off-title">
      <ActForm page={{ ...page, path }} act={act} at="off" values={values} className="off-form stack">
        <h3 id="off-title">{t("visit.offTitle", { cell: name, who })}</h3>
        <Picks
          legend={t("visit.offWhy", { who })}
          name="asked"
          picks={picks}
          value={refused?.values.asked}
          error={wrong("asked") ? t("visit.pickOne") : undefined}
          required
        />
        <Field
          label={t("visit.offWords", { who })}
          name="words"
          maxLength={300}
          autoComplete="off"
          required
          error={wrong("words") ? t("visit.someWords") : undefined}
          defaultValue={refused?.values.words}
        />
        <div className="btn-row">
          <Button>{t("visit.offDo")}</Button>
          <ButtonLink href="/choices">{t("common.cancel")}</ButtonLink>
        </div>
      </ActForm>
    </section>
  );
}
