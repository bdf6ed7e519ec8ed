import type { RequestView } from "@/domain/requests/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { Section } from "../ui/layout";

interface MessagesProps {
  page: Page;
  request: RequestView;
  write: Act;
  error?: string;
  typed?: string;
}

/** What both sides wrote, oldest first, and the way to write more. */
export function RequestMessages({ page, request, write, error, typed }: MessagesProps) {
  const { t, format } = page.words;
  return (
    <Section title={t("requests.messages")}>
      <div className="card pad stack-lg">
        {request.messages.length === 0 && <p className="muted">{t("requests.noMessages")}</p>}
        <ol className="msgs stack">
          {request.messages.map((message) => (
            <li key={message.id} className={message.from === "you" ? "msg msg-you" : "msg"}>
              <p className="timeline-meta">
                <b>{t(message.from === "you" ? "requests.you" : "requests.team")}</b> ·{" "}
                {format.moment(message.at)}
              </p>
              <p className="written">{message.text}</p>
            </li>
          ))}
        </ol>
        {request.canWrite ? (
          <ActForm page={page} act={write} values={{ id: request.id }} className="stack">
            <TextField
              label={t("requests.write")}
              name="text"
              rows={3}
              maxLength={4000}
              required
              error={error}
              defaultValue={typed}
            />
            <Button>{t("common.send")}</Button>
          </ActForm>
        ) : (
          <p className="muted">{t("requests.closed")}</p>
        )}
      </div>
    </Section>
  );
}
