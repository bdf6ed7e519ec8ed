import { History } from "@/components/activity/history";
import { ProblemNotice } from "@/components/problem-notice";
import { ButtonLink } from "@/components/ui/button";
import { Chips } from "@/components/ui/chips";
import { PageHead } from "@/components/ui/layout";
import { Announce } from "@/components/ui/notice";
import { listActivity } from "@/domain/activity";
import { ACTIVITY_KINDS, ListActivityInput } from "@/domain/activity/catalog";
import { brandFace } from "@/web/brand-face";
import { withQuery } from "@/web/own-path";
import { customerPage } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { requireContext } from "@/web/request-context";
import { Frame } from "../../frame";
import { complainAction } from "./actions";

const href = (kind: string | null, cursor: string | null) => withQuery("/activity", { kind, cursor });

export default async function ActivityPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireContext();
  const query = await readQuery(searchParams);
  const asked = ListActivityInput.parse(query);
  const { entries, next, kind } = await listActivity(ctx, asked);
  const page = await customerPage(ctx, "/activity");
  const { t } = page.words;
  const brand = brandFace(ctx.house.brand, ctx.locale).name;
  const chips = [
    { href: href(null, null), label: t("activity.all"), current: kind === null },
    ...ACTIVITY_KINDS.map((one) => ({
      href: href(one, null),
      label: t(`activity.kind_${one}`),
      current: kind === one,
    })),
  ];
  return (
    <Frame ctx={ctx} page={page} at="activity" title={t("activity.title")}>
      <PageHead title={t("activity.title")} lede={t("activity.lede")} />
      <Announce>
        <ProblemNotice page={page} problem={query.problem ?? null} />
      </Announce>
      <Chips label={t("activity.filter")} chips={chips} />
      {entries.length === 0 && (
        <p className="card pad section muted">
          <b>{t("activity.none")}</b> {t("activity.noneText")}
        </p>
      )}
      <History page={page} entries={entries} brand={brand} now={ctx.now} complain={complainAction} />
      <p className="after btn-row">
        {next && <ButtonLink href={href(kind, next)}>{t("activity.older")}</ButtonLink>}
        {asked.cursor && (
          <ButtonLink kind="quiet" href={href(kind, null)}>
            {t("activity.newest")}
          </ButtonLink>
        )}
      </p>
    </Frame>
  );
}
