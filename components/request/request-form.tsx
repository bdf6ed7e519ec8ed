import type { HeldDataView } from "@/domain/held-data/catalog";
import type { RequestKind } from "@/domain/requests/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Select, TextField } from "../ui/field";

export type FiledKind = Exclude<RequestKind, "copy">;

interface RequestFormProps {
  page: Page;
  kind: FiledKind;
  held: HeldDataView;
  open: Act;
  error?: string;
  typed?: Record<string, string>;
}

/** Which data, and a few words; a complaint needs no data to be about. */
export function RequestForm({ page, kind, held, open, error, typed }: RequestFormProps) {
  const { t } = page.words;
  const items = held.groups
    .flatMap((group) => group.cards)
    .map((card) => ({ value: card.id, label: card.name.text }));
  const options = [{ value: "", label: t("requests.whichAll") }, ...items];
  return (
    <ActForm page={page} act={open} values={{ kind }} className="stack">
      {kind !== "complain" && (
        <div className="field">
          <Select label={t("requests.which")} name="item" options={options} value={typed?.item} />
        </div>
      )}
      <TextField
        label={t(`requests.words_${kind}`)}
        name="text"
        rows={5}
        maxLength={4000}
        required={kind === "complain"}
        error={error}
        defaultValue={typed?.text}
      />
      <Button kind="main">{t(`requests.send_${kind}`)}</Button>
    </ActForm>
  );
}
