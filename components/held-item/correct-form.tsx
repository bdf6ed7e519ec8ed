import type { BoxValues, CorrectBox } from "@/domain/held-data/catalog";
import type { Words } from "@/web/i18n";
import { ActForm } from "../act-form";
import type { Page } from "../page";
import { SaidText } from "../said";
import { Button } from "../ui/button";
import { Field, Select, TextField } from "../ui/field";
import { Hidden } from "../ui/hidden";
import type { ReadProps } from "./value-view";

/** Opens in place: the boxes to correct, or words to the people who do it, or why nobody can. */
export function CorrectForm(props: ReadProps) {
  const { page, card, flash, acts } = props;
  const { t } = page.words;
  const { correct } = card;
  if (correct.by === "nobody") return <CannotCorrect {...props} />;
  const refused = flash?.form === "correct" && flash.values.item === card.id;
  const boxes = correct.by === "self" ? boxesShown(props, correct.boxes) : [];
  if (correct.by === "self" && boxes.length === 0) return null;
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
          <Boxes {...props} boxes={boxes} refused={refused} />
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

/** A column that is hidden or could not be read has no box: an empty one would come back as "nothing". */
function boxesShown({ read }: ReadProps, boxes: CorrectBox[]): CorrectBox[] {
  if (read.kind === "empty") return boxes;
  const held = read.kind === "row" ? read.boxes : {};
  return boxes.filter(({ name }) => name === "value" || name in held);
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
  url: "text",
} as const;

const KEYBOARDS: Partial<Record<CorrectBox["kind"], "decimal" | "url">> = { number: "decimal", url: "url" };

function Boxes(props: ReadProps & { boxes: CorrectBox[]; refused: boolean }) {
  const { page, read, flash, boxes, refused } = props;
  const held: BoxValues = read.kind === "field" || read.kind === "row" ? read.boxes : {};
  const wrong = [...(flash?.fields ?? []), ...(flash?.params.field ? [String(flash.params.field)] : [])];
  const isWrong = refused && flash?.problem === "invalid";
  return boxes.map((box) => {
    const before = held[box.name] ?? "";
    const right = whatIsRight(page.words, box, before);
    const common = {
      label: <SaidText page={page} said={box.label} />,
      name: box.name,
      defaultValue: refused ? (flash?.values[box.name] ?? "") : before,
      maxLength: box.max ?? MOST,
      error: isWrong && (wrong.length === 0 || wrong.includes(box.name)) ? right : undefined,
    };
    // A box of one line would take the line ends away, also of what nobody touched.
    if (before.includes("\n")) return <TextField key={box.name} {...common} />;
    if (box.kind === "boolean" && ["", "true", "false"].includes(before))
      return <YesNo key={box.name} page={page} box={box} value={common.defaultValue} />;
    return (
      <Field
        key={box.name}
        {...common}
        type={typeOf(box, common.defaultValue)}
        inputMode={KEYBOARDS[box.kind]}
        pattern={box.pattern ?? undefined}
        title={box.pattern ? right : undefined}
        hint={box.kind === "email" ? page.words.t("data.correctCode") : undefined}
      />
    );
  });
}

/** "Nothing" is offered only where nothing is held: a yes or no is mended, not taken away. */
function YesNo({ page, box, value }: { page: Page; box: CorrectBox; value: string }) {
  const { t } = page.words;
  const options = [
    { value: "true", label: t("common.yes") },
    { value: "false", label: t("common.no") },
  ];
  const all = value === "" ? [{ value: "", label: t("common.nothing") }, ...options] : options;
  return (
    <div className="field">
      <Select label={<SaidText page={page} said={box.label} />} name={box.name} options={all} value={value} />
    </div>
  );
}

/** A date box shows nothing of what is no day, and would send that nothing back. */
function typeOf({ kind }: CorrectBox, shown: string): string {
  const noDay = shown !== "" && !/^\d{4}-\d{2}-\d{2}$/u.test(shown);
  return kind === "date" && noDay ? "text" : TYPES[kind];
}

const MOST = 2000;
const EXAMPLES = {
  number: "42",
  date: "1990-05-31",
  email: "name@example.com",
  phone: "+351 912 345 678",
  url: "https://www.example.com/",
};

/** What would fit; a number is best told by the one that stands there now. */
function whatIsRight({ t }: Words, { kind, max }: CorrectBox, held: string): string {
  if (kind === "text" || kind === "boolean") return t("data.valueWrong_text", { max: max ?? MOST });
  return t(`data.valueWrong_${kind}`, { example: kind === "number" && held ? held : EXAMPLES[kind] });
}
