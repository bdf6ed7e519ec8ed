import { QueueFilter, QueuePages, RequestQueue } from "@/components/desk/request-queue";
import { PageHead, Section } from "@/components/ui/layout";
import { listRequestsAtDesk } from "@/domain/requests";
import { DeskListInput } from "@/domain/requests/catalog";
import { requireDesk } from "@/web/desk-context";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { DeskFrame } from "../desk-frame";

export default async function DeskRequestsPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireDesk("privacy_officer");
  const view = await listRequestsAtDesk(ctx, DeskListInput.parse(await readQuery(searchParams)));
  const page = pageOf(ctx, "/desk/requests");
  const { t } = page.words;
  const { list, requests, open, overdue } = view;
  return (
    <DeskFrame ctx={ctx} page={page} at="requests" title={t("desk.queue.title")}>
      <PageHead title={t("desk.queue.title")} lede={t("desk.queue.lede", { open, overdue })} />
      <QueueFilter page={page} view={view} />
      <Section title={t(`desk.queue.list_${list}`)} hideTitle>
        {requests.length > 0 ? (
          <RequestQueue page={page} requests={requests} />
        ) : (
          <p className="card pad muted">
            {t(list === "open" ? "desk.queue.noneOpen" : "desk.queue.noneClosed")}
          </p>
        )}
        <QueuePages page={page} view={view} />
      </Section>
    </DeskFrame>
  );
}
