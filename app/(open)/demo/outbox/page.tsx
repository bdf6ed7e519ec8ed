import { notFound } from "next/navigation";
import { ButtonLink } from "@/components/ui/button";
import { Card, PageHead } from "@/components/ui/layout";
import { listDemoOutbox } from "@/domain/messages";
import { pageOf } from "@/web/page";
import { requestContext } from "@/web/request-context";
import { Frame } from "../../../frame";
import { MessageText } from "./message-text";

/** What a real installation would have sent. Exists in the demo only. */
export default async function OutboxPage() {
  const ctx = await requestContext();
  if (!ctx.house.settings.demo) notFound();
  const messages = await listDemoOutbox(ctx.house);
  const page = pageOf(ctx, "/demo/outbox");
  const { t, format } = page.words;
  return (
    <Frame ctx={ctx} page={page} at="none" title={t("outbox.title")} narrow>
      <PageHead title={t("outbox.title")} lede={t("outbox.lede")}>
        <p>
          <ButtonLink href="/demo/outbox">{t("outbox.refresh")}</ButtonLink>
        </p>
      </PageHead>
      {messages.length === 0 && <p className="muted">{t("outbox.none")}</p>}
      <div className="stack-lg">
        {messages.map((message) => (
          <Card key={message.id} pad>
            <article aria-labelledby={message.id}>
              <h2 id={message.id} className="h-sm">
                {message.way === "text" ? t("outbox.text") : message.subject}
              </h2>
              <p className="timeline-meta">
                {t("outbox.to", { address: message.to })} · {format.moment(message.sentAt)}
              </p>
              <MessageText text={message.text} />
            </article>
          </Card>
        ))}
      </div>
    </Frame>
  );
}
