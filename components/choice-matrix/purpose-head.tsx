import type { ReactNode } from "react";
import { inSentence } from "@/web/i18n";
import { ActForm } from "../act-form";
import type { Page } from "../page";
import { SaidText } from "../said";
import { Button } from "../ui/button";
import { Disclosure } from "../ui/disclosure";
import { Select } from "../ui/field";
import { Hidden } from "../ui/hidden";
import { AS } from "../ui/table-roles";
import { UseTitle } from "../use-title";
import type { RowProps } from "./row";

/** Name, why, what you get, how much there was of it, and what stops. */
export function PurposeHead(props: RowProps) {
  const { page, row } = props;
  const { t } = page.words;
  return (
    <th scope="row" {...AS.rowHead} className="purpose" id={row.purpose}>
      <span className="purpose-name">
        <SaidText page={page} said={row.name} />
      </span>
      <p>
        <SaidText page={page} said={row.why} />
      </p>
      <p>{t.rich("choices.whatYouGet", { benefit: row.benefit.text })}</p>
      {row.special && <p>{t("choices.special")}</p>}
      <p className="vol">{usesLine(props)}</p>
      {row.frequency && <FrequencyForm {...props} />}
      <Disclosure label={t("choices.stops")} about={row.name.text}>
        <Stops page={page} row={row} />
      </Disclosure>
    </th>
  );
}

function usesLine({ page, row }: RowProps): ReactNode {
  const { t, format } = page.words;
  const { count, byChannel, last } = row.uses;
  const named = byChannel.flatMap(({ channelName, count: some }) =>
    channelName ? [t("choices.usesItem", { count: some, channel: inSentence(channelName) })] : [],
  );
  const sum =
    named.length > 0 && count > 0
      ? t("choices.usesBy", { list: format.list(named) })
      : t("choices.uses", { count });
  if (!last) return sum;
  const title = () => <UseTitle title={last.title} />;
  return (
    <>
      {sum} {t.rich("choices.usesLast", { title, date: format.shortDay(last.at) })}
    </>
  );
}

function Stops({ page, row }: { page: Page; row: RowProps["row"] }) {
  const { t } = page.words;
  return (
    <div className="stops">
      <p>
        <b>{t("choices.ifOff")}</b>
        <SaidText page={page} said={row.ifOff} />
      </p>
      {row.interest && (
        <p>
          <b>{t("choices.interest")}</b>
          <SaidText page={page} said={row.interest} />
        </p>
      )}
    </div>
  );
}

function FrequencyForm({ page, view, acts, row }: RowProps) {
  const { t } = page.words;
  if (!row.frequency) return null;
  if (page.visit) {
    const { value } = row.frequency;
    return <p>{t("visit.frequency", { frequency: t(`choices.frequency_${value}`) })}</p>;
  }
  const options = row.frequency.options.map((value) => ({ value, label: t(`choices.frequency_${value}`) }));
  return (
    <ActForm
      page={page}
      act={acts.frequency}
      values={{ purpose: row.purpose, seen: view.seen }}
      className="inline-form frequency"
    >
      <Select
        label={
          <>
            {t("choices.frequency")}
            <Hidden>: {row.name.text}</Hidden>
          </>
        }
        name="frequency"
        options={options}
        value={row.frequency.value}
      />
      <Button small>
        {t("common.save")}
        <Hidden>: {t("choices.frequencyOf", { purpose: row.name.text })}</Hidden>
      </Button>
    </ActForm>
  );
}
