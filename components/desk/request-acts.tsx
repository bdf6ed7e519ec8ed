import type { DeskRequestView } from "@/domain/requests/catalog";
import { ActForm } from "../act-form";
import type { Page } from "../page";
import { Button } from "../ui/button";
import { Chips } from "../ui/chips";
import { Disclosure } from "../ui/disclosure";
import type { Option } from "../ui/field";
import { TextField } from "../ui/field";
import { Section } from "../ui/layout";
import { AnswerForm } from "./answer-form";
import type { DeskForm } from "./request-words";

interface ActsProps {
  page: Page;
  request: DeskRequestView;
  items: readonly Option[];
  /** Reasons to refuse, worded for the customer; `picked` stands in the box. */
  refusals: { ready: readonly { reason: string; name: string; text: string }[]; picked: string | undefined };
  forms: { answer: DeskForm; refuse: DeskForm; more: DeskForm };
}

/** What can be done with an open request: answer, refuse with a reason, take more time with a reason. */
export function RequestActs(props: ActsProps) {
  const { page, request, items, forms, refusals } = props;
  const { t } = page.words;
  if (request.state === "ready") return null;
  const isOpen = ({ error, typed }: DeskForm) => error !== undefined || typed !== undefined;
  return (
    <Section title={t("desk.request.act")} id="act">
      <div className="card pad stack-lg">
        <Disclosure label={t("desk.request.answer")} open={isOpen(forms.answer)}>
          <AnswerForm page={page} request={request} items={items} form={forms.answer} />
        </Disclosure>
        <Disclosure
          label={t("desk.request.refuse")}
          open={isOpen(forms.refuse) || refusals.picked !== undefined}
        >
          <RefuseForm {...props} />
        </Disclosure>
        <Disclosure label={t("desk.request.more")} open={isOpen(forms.more)}>
          <MoreTimeForm page={page} request={request} form={forms.more} />
        </Disclosure>
      </div>
    </Section>
  );
}

function RefuseForm({ page, request, refusals, forms: { refuse } }: ActsProps) {
  const { t } = page.words;
  const picked = refusals.ready.find(({ reason }) => reason === refusals.picked);
  const chips = refusals.ready.map(({ reason, name }) => ({
    ...{ href: `${page.path}?template=${reason}#act`, label: name, current: reason === picked?.reason },
  }));
  return (
    <>
      {chips.length > 0 && (
        <div className="desk-templates">
          <p className="small muted">{t("desk.request.templates")}</p>
          <Chips label={t("desk.request.templates")} chips={chips} />
        </div>
      )}
      <ActForm page={page} act={refuse.act} values={{ id: request.id }} at="act" className="stack">
        <TextField
          key={picked?.reason}
          label={t("desk.request.refuseText")}
          hint={t("desk.request.refuseHint")}
          {...{ name: "text", rows: 6, maxLength: 4000, required: true }}
          error={refuse.error}
          defaultValue={refuse.typed?.text ?? picked?.text}
        />
        <Button>{t("desk.request.refuseDo")}</Button>
      </ActForm>
    </>
  );
}

function MoreTimeForm({ page, request, form }: { page: Page; request: DeskRequestView; form: DeskForm }) {
  const { t, format } = page.words;
  const { moreTime } = request;
  if ("not" in moreTime) return <p className="muted">{t(`desk.request.more_${moreTime.not}`)}</p>;
  return (
    <ActForm page={page} act={form.act} values={{ id: request.id }} at="act" className="stack">
      <p>{t("desk.request.moreUntil", { date: format.day(moreTime.until) })}</p>
      <TextField
        label={t("desk.request.moreWhy")}
        {...{ name: "text", rows: 4, maxLength: 4000, required: true }}
        error={form.error}
        defaultValue={form.typed?.text}
      />
      <Button>{t("desk.request.moreDo")}</Button>
    </ActForm>
  );
}
