import type { HeldValue } from "@/domain/held-data/catalog";
import { ActForm } from "../act-form";
import { Button, ButtonLink } from "../ui/button";
import { Field } from "../ui/field";
import type { HeldItemProps } from "./held-item";

type RevealProps = Omit<HeldItemProps, "value"> & {
  read: HeldValue;
  /** "item", or the id of one record. */
  what: string;
  /** Which record it is, counted from the top of the page. */
  number?: number;
};

/** Staff say why before they see a value: the button asks, and the form that follows keeps the reason. */
export function RevealInVisit(props: RevealProps) {
  const { page, card, what, number, revealing } = props;
  const { t } = page.words;
  if (revealing === what) return <ReasonForm {...props} />;
  const label =
    number === undefined
      ? t("data.revealItem", { item: card.name.text })
      : t("data.revealRow", { item: card.name.text, row: number });
  return (
    <form method="get" action={`${page.path.split("?")[0]}#${card.id}`}>
      {Object.entries(placeOf(props, what)).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button kind="quiet" small icon="eye" label={label}>
        {t("data.reveal")}
      </Button>
    </form>
  );
}

/** Where on the page the reader is: the item, what of it, and of a list its page and order. */
function placeOf({ card, read, open }: RevealProps, what: string | null): Record<string, string> {
  const list: Record<string, string> =
    read.kind === "list" && open ? { page: String(read.page), sort: read.sort } : {};
  return { item: card.id, ...list, ...(what === null ? {} : { ask: what }) };
}

function ReasonForm(props: RevealProps) {
  const { page, card, acts, what, flash } = props;
  const { t } = page.words;
  const [path] = page.path.split("?");
  const at = (ask: string | null) => `${path}?${new URLSearchParams(placeOf(props, ask))}`;
  const who = page.visit?.first ?? "";
  const values: Record<string, string> =
    what === "item" ? { item: card.id } : { item: card.id, record: what };
  const refused = flash?.form === "reveal-in-visit";
  return (
    <ActForm
      page={{ ...page, path: at(what) }}
      act={acts.reveal}
      at={card.id}
      values={values}
      className="off-form stack"
    >
      <Field
        label={t("visit.revealWhy", { item: card.name.text })}
        hint={t("visit.willRead", { who })}
        name="reason"
        maxLength={300}
        autoComplete="off"
        required
        error={refused ? t("visit.someWords") : undefined}
        defaultValue={refused ? flash.values.reason : undefined}
      />
      <div className="btn-row">
        <Button>{t("visit.revealDo")}</Button>
        <ButtonLink href={`${at(null)}#${card.id}`}>{t("common.cancel")}</ButtonLink>
      </div>
    </ActForm>
  );
}
