import { Alerts } from "@/components/audit/alerts";
import { AuditNews } from "@/components/audit/audit-news";
import { ExportForm } from "@/components/audit/export-form";
import { FilterForm } from "@/components/audit/filter-form";
import { LineTable } from "@/components/audit/line-table";
import { shortId } from "@/components/audit/line-words";
import { VerifyForm } from "@/components/audit/verify-form";
import { PageHead, Section } from "@/components/ui/layout";
import { listAgents, readAlerts, searchAudit } from "@/domain/audit";
import { AuditQuery } from "@/domain/audit/catalog";
import { auditHref, verifiedNow } from "@/web/audit-query";
import { requireDesk } from "@/web/desk-context";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { DeskFrame } from "../desk-frame";
import { searchAction, verifyAction } from "./actions";

export default async function AuditPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireDesk("auditor", "privacy_officer");
  const query = await readQuery(searchParams);
  const search = AuditQuery.safeParse(query);
  const asked = search.data ?? {};
  const found = search.success && !query.unknown ? await searchAudit(ctx, asked) : null;
  const [agents, alerts] = [await listAgents(ctx), await readAlerts(ctx)];
  const page = pageOf(ctx, auditHref(asked));
  const { t } = page.words;
  const id = asked.customer && shortId(asked.customer);
  return (
    <DeskFrame ctx={ctx} page={page} at="audit" title={t("audit.title")}>
      <PageHead title={t("audit.title")} lede={t("audit.lede")} />
      <AuditNews page={page} query={query} wrong={!search.success} found={found} />
      <Alerts page={page} alerts={alerts} href={auditHref} />
      <Section id="filter" title={t("audit.filter")}>
        <FilterForm page={page} search={searchAction} asked={asked} agents={agents} />
      </Section>
      {found && (
        <Section id="lines" title={id ? t("audit.linesOf", { id }) : t("audit.lines")}>
          <LineTable page={page} found={found} asked={asked} href={auditHref} />
        </Section>
      )}
      {found && (
        <Section id="export" title={t("audit.export")} intro={t("audit.exportText")}>
          <ExportForm page={page} asked={asked} />
        </Section>
      )}
      <Section id="verify" title={t("audit.verify")} intro={t("audit.verifyText")}>
        <VerifyForm
          page={page}
          verify={verifyAction}
          customer={asked.customer}
          verified={await verifiedNow(query)}
        />
      </Section>
    </DeskFrame>
  );
}
