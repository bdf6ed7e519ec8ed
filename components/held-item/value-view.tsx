import type { HeldValue } from "@/domain/held-data/catalog";
import { ActForm } from "../act-form";
import { SaidText } from "../said";
import { Button } from "../ui/button";
import { Hidden } from "../ui/hidden";
import { Icon } from "../ui/icon";
import type { HeldItemProps } from "./held-item";
import { RecordTable } from "./record-table";
import { RevealInVisit } from "./reveal-in-visit";
import { ShownValue } from "./shown-value";

/** A value that has been read, or why it could not be. */
export type ReadProps<Kind extends HeldValue["kind"] = HeldValue["kind"]> = Omit<HeldItemProps, "value"> & {
  read: Extract<HeldValue, { kind: Kind }>;
};

export function ValueView(props: ReadProps) {
  const { page, card, read } = props;
  const { t } = page.words;
  switch (read.kind) {
    case "field":
      return (
        <div className="item-value">
          <ShownValue page={page} value={read.value} of={card.name.text} />
        </div>
      );
    case "row":
      return <RowFacts {...props} read={read} />;
    case "list":
      return <RecordTable {...props} read={read} />;
    case "empty":
      return <div className="item-value muted">{t("data.empty")}</div>;
    case "masked":
      return <MaskedValue {...props} read={read} />;
    case "withheld":
      return <div className="item-value muted">{t("visit.withheld")}</div>;
    case "unavailable":
      return <Gap {...props} read={read} />;
  }
}

function RowFacts(props: ReadProps<"row">) {
  const { page, read } = props;
  return (
    <>
      <dl className="facts held-row">
        {read.fields.map((field) => (
          <div key={field.column}>
            <dt>
              <SaidText page={page} said={field.name} />
            </dt>
            <dd>
              <ShownValue page={page} value={field.value} of={field.name.text} />
            </dd>
          </div>
        ))}
      </dl>
      {page.visit && read.fields.some(({ value }) => value.as === "masked") && (
        <RevealInVisit {...props} what="item" />
      )}
    </>
  );
}

function MaskedValue(props: ReadProps<"masked">) {
  const { page, card, acts, read } = props;
  const { t } = page.words;
  return (
    <div className="item-value">
      <span className="mask">
        {read.count === null ? (
          <>
            <Hidden>{t("data.masked")}: </Hidden>
            <bdi>{read.hint}</bdi>
          </>
        ) : (
          t("data.maskedCount", { count: read.count })
        )}
      </span>
      {page.visit ? (
        <RevealInVisit {...props} what="item" />
      ) : (
        <ActForm page={page} act={acts.reveal} at={card.id} values={{ item: card.id, reveal: "item" }}>
          <Button kind="quiet" small icon="eye" label={t("data.revealItem", { item: card.name.text })}>
            {t("data.reveal")}
          </Button>
        </ActForm>
      )}
    </div>
  );
}

/** The fault is ours, the data is still there, and it can be tried again. Never an empty list instead. */
function Gap({ page, card, read }: ReadProps<"unavailable">) {
  const { t, format } = page.words;
  const told = { source: read.sourceName.text, time: format.time(new Date(read.at)) };
  return (
    <div className="item-gap">
      <div className="item-value">
        <Icon name="off" />
        <span>{t("data.unavailable")}</span>
      </div>
      <p className="item-why">{t("data.unavailableText", told)}</p>
      <form method="get" action={`${page.path}#${card.id}`}>
        <input type="hidden" name="item" value={card.id} />
        <input type="hidden" name="again" value={read.at} />
        <Button small label={t("data.retryItem", { item: card.name.text })}>
          {t("data.retry")}
        </Button>
      </form>
    </div>
  );
}
