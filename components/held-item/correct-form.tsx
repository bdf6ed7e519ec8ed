import type { BoxValues, CorrectBox } from "@/domain/held-data/catalog";
import { ActForm } from "../act-form";
import { SaidText } from "../said";
import { Button } from "../ui/button";
import { Field, TextField } from "../ui/field";
import { Hidden } from "../ui/hidden";
import type { ReadProps } from "./value-view";

/** Opens in place: the boxes to correct, or words to the people who do it, or why nobody can. */
export function CorrectForm(props: ReadProps) {
  const { page, card, flash, acts } = props;
  const { t } = page.words;
  const { correct } = card;
  if (correct.by === "nobody") return <CannotCorrect {...props} />;
  const refused = flash?.form === "correct" && flash.values.item === card.id;
  return (
    <details className="act" open={refused}>
      <summary className="btn btn-sm">
        {t("data.correct")}
        <Hidden> {card.name.text}</Hidden>
      </summary>
      <ActForm
        page={page}
        act={acts.correct}
        at={card.id}
        values={{ item: card.id }}
        className="stack act-panel"
      >
        {correct.by === "self" ? (
          <Boxes {...props} boxes={correct.boxes} refused={refused} />
        ) : (
          <TextField label={t("data.correctNote")} name="note" maxLength={2000} />
        )}
        <Button small>
          {correct.by === "self" ? t("data.correctSave", { item: card.name.text }) : t("data.correctAsk")}
        </Button>
      </ActForm>
    </details>
  );
}

function CannotCorrect({ page, card }: ReadProps) {
  const { t } = page.words;
  if (card.correct.by !== "nobody" || !card.correct.because) return null;
  return (
    <p className="item-lock">
      <span>
        <b>{t("data.cannotCorrect")}</b>
        <SaidText page={page} said={card.correct.because} />
      </span>
    </p>
  );
}

const TYPES = {
  text: "text",
  email: "email",
  phone: "tel",
  number: "text",
  date: "date",
  boolean: "text",
} as const;

function Boxes({ page, read, flash, boxes, refused }: ReadProps & { boxes: CorrectBox[]; refused: boolean }) {
  const { t } = page.words;
  const held: BoxValues = read.kind === "field" || read.kind === "row" ? read.boxes : {};
  const wrong = flash?.fields ?? [];
  return boxes.map((box) => (
    <Field
      key={box.name}
      label={<SaidText page={page} said={box.label} />}
      name={box.name}
      type={TYPES[box.kind]}
      inputMode={box.kind === "number" ? "decimal" : undefined}
      defaultValue={refused ? (flash?.values[box.name] ?? "") : (held[box.name] ?? "")}
      maxLength={box.max ?? 2000}
      pattern={box.pattern ?? undefined}
      hint={box.kind === "email" ? t("data.correctCode") : undefined}
      error={refused && (wrong.length === 0 || wrong.includes(box.name)) ? t("data.valueWrong") : undefined}
    />
  ));
}
