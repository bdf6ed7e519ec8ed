import { NewRequests } from "@/components/request/new-requests";
import { AnsweredRequests, OpenRequests } from "@/components/request/request-list";
import { PageHead, Section } from "@/components/ui/layout";
import { SendLink } from "@/components/visit/send-link";
import { VisitNews } from "@/components/visit/visit-news";
import { listRequests } from "@/domain/requests";
import { customerPage } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { requireContext } from "@/web/request-context";
import { Frame } from "../../frame";
import { sendLinkAction } from "../actions";

export default async function RequestsPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireContext();
  const { open, ready } = await listRequests(ctx);
  const page = await customerPage(ctx, "/requests");
  const { t } = page.words;
  return (
    <Frame ctx={ctx} page={page} at="requests" title={t("requests.title")}>
      <PageHead
        title={t("requests.title")}
        lede={page.visit ? t("visit.lede", { who: page.visit.first }) : t("requests.lede")}
      />
      {page.visit && <VisitNews page={page} query={await readQuery(searchParams)} />}
      <Section title={t("requests.open")} first>
        {open.length > 0 ? (
          <OpenRequests page={page} requests={open} />
        ) : (
          <p className="card pad muted">{t("requests.noneOpen")}</p>
        )}
      </Section>
      <Section
        title={page.visit ? t("visit.requestNew", { who: page.visit.first }) : t("requests.new")}
        intro={page.visit && t("visit.requestLede", { who: page.visit.first })}
      >
        <NewRequests page={page} />
      </Section>
      {ready.length > 0 && (
        <Section title={t("requests.ready")}>
          <AnsweredRequests page={page} requests={ready} />
        </Section>
      )}
      {page.visit && (
        <div className="section">
          <SendLink page={page} send={sendLinkAction} kind="requests" />
        </div>
      )}
    </Frame>
  );
}
