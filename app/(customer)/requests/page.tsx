import { NewRequests } from "@/components/request/new-requests";
import { AnsweredRequests, OpenRequests } from "@/components/request/request-list";
import { PageHead, Section } from "@/components/ui/layout";
import { listRequests } from "@/domain/requests";
import { pageOf } from "@/web/page";
import { requireContext } from "@/web/request-context";
import { Frame } from "../../frame";

export default async function RequestsPage() {
  const ctx = await requireContext();
  const { open, ready } = await listRequests(ctx);
  const page = pageOf(ctx, "/requests");
  const { t } = page.words;
  return (
    <Frame ctx={ctx} page={page} at="requests" title={t("requests.title")}>
      <PageHead title={t("requests.title")} lede={t("requests.lede")} />
      <Section title={t("requests.open")} first>
        {open.length > 0 ? (
          <OpenRequests page={page} requests={open} />
        ) : (
          <p className="card pad muted">{t("requests.noneOpen")}</p>
        )}
      </Section>
      <Section title={t("requests.new")}>
        <NewRequests page={page} />
      </Section>
      {ready.length > 0 && (
        <Section title={t("requests.ready")}>
          <AnsweredRequests page={page} requests={ready} />
        </Section>
      )}
    </Frame>
  );
}
