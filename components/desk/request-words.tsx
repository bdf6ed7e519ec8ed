import type { DeskRequestView } from "@/domain/requests/catalog";
import type { Words } from "@/web/i18n";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { Section } from "../ui/layout";

export interface DeskForm {
  act: Act;
  error?: string | undefined;
  typed?: Record<string, string> | undefined;
}

interface WordsProps {
  page: Page;
  request: DeskRequestView;
  form: DeskForm;
}

/** The name of a language in the reader's own. */
export function languageName({ locale }: Words, tag: string): string {
  return new Intl.DisplayNames([locale], { type: "language" }).of(tag) ?? tag;
}

/** What both sides wrote, oldest first, and the way to write more. */
export function RequestWords({ page, request, form }: WordsProps) {
  const { t } = page.words;
  const { openedFor } = request;
  const language = languageName(page.words, request.customerLocale);
  return (
    <>
      <Section title={t(openedFor ? "desk.request.supportWords" : "desk.request.words")}>
        {openedFor && <p className="after small muted">{t("desk.request.openedFor", { ...openedFor })}</p>}
        <p className={request.text ? "card pad written" : "card pad muted"}>
          {request.text ?? t("desk.request.noWords")}
        </p>
      </Section>
      <Section title={t("desk.request.messages")} id="messages">
        <div className="card pad stack-lg">
          <Written page={page} request={request} />
          {request.canWrite && (
            <ActForm page={page} act={form.act} values={{ id: request.id }} at="messages" className="stack">
              <TextField
                label={t("desk.request.message")}
                hint={t("desk.request.messageHint", { language })}
                {...{ name: "text", rows: 4, maxLength: 4000, required: true }}
                error={form.error}
                defaultValue={form.typed?.text}
              />
              <Button>{t("desk.request.send")}</Button>
            </ActForm>
          )}
        </div>
      </Section>
    </>
  );
}

function Written({ page, request }: Omit<WordsProps, "form">) {
  const { t, format } = page.words;
  if (request.messages.length === 0) return <p className="muted">{t("requests.noMessages")}</p>;
  return (
    <ol className="msgs stack">
      {request.messages.map(({ id, from, at, text }) => (
        <li key={id} className={from === "brand" ? "msg msg-you" : "msg"}>
          <p className="timeline-meta">
            <b>{t(from === "you" ? "desk.request.customer" : "requests.team")}</b> · {format.moment(at)}
          </p>
          <p className="written">{text}</p>
        </li>
      ))}
    </ol>
  );
}
