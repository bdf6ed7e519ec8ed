import { HeldGroups } from "@/components/held-item/held-groups";
import { PageHead } from "@/components/ui/layout";
import { Notice } from "@/components/ui/notice";
import { SendLink } from "@/components/visit/send-link";
import { VisitNews } from "@/components/visit/visit-news";
import { listHeldData } from "@/domain/held-data";
import { readFlash } from "@/web/flash";
import { listAsked, newsOf, revealAsked } from "@/web/held-query";
import { readValues, stillReading } from "@/web/held-values";
import { customerPage } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { requireContext } from "@/web/request-context";
import { revealingOf, seenItems } from "@/web/visit-query";
import { Frame } from "../../frame";
import { revealInVisitAction, sendLinkAction } from "../actions";
import * as actions from "./actions";

const acts = {
  correct: actions.correctAction,
  confirm: actions.confirmAction,
  cancel: actions.cancelAction,
  stopUsing: actions.stopUsingAction,
  notMe: actions.notMeAction,
  remove: actions.deleteAction,
  reveal: actions.revealAction,
};

export default async function DataPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireContext();
  const query = await readQuery(searchParams);
  const revealing = revealingOf(ctx, query);
  // Where something is about to be typed, no page without scripts may load anew.
  const whole = query.whole === "1" || revealing !== null;
  const view = await listHeldData(ctx);
  const flash = query.problem && query.form ? await readFlash(query.form) : null;
  const list = listAsked(query);
  const values = await readValues(ctx, view, { list, reveal: await revealAsked(), whole });
  const page = await customerPage(ctx, "/data");
  const { t } = page.words;
  const news = newsOf(query, flash);
  return (
    <Frame ctx={ctx} page={page} at="data" title={t("data.title")} items={seenItems(values)}>
      {stillReading(values) && <WholeWithoutScript query={query} />}
      <PageHead
        title={t("data.title")}
        lede={
          page.visit ? t("visit.ledeData", { who: page.visit.first }) : t("data.lede", { count: view.total })
        }
      />
      {page.visit && <VisitNews page={page} query={news ? { done: query.done } : query} />}
      {view.total === 0 && (
        <Notice tone="info" title={t("data.nothing")}>
          <p>{t("data.nothingText")}</p>
        </Notice>
      )}
      <HeldGroups
        page={query.whole === "1" ? { ...page, path: "/data?whole=1" } : page}
        view={view}
        values={values}
        acts={page.visit ? { ...acts, reveal: revealInVisitAction } : acts}
        flash={flash}
        openList={list?.item ?? null}
        news={news}
        revealing={revealing}
      />
      {page.visit && (
        <div className="section">
          <SendLink page={page} send={sendLinkAction} kind="data" />
        </div>
      )}
    </Frame>
  );
}

/** Streamed parts are put in place by script. Without it, the page is asked for once more, whole. */
function WholeWithoutScript({ query }: { query: Record<string, string | undefined> }) {
  const asked = new URLSearchParams({ whole: "1" });
  for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, value);
  const at = query.item ? `#${query.item}` : "";
  return (
    <noscript>
      <meta httpEquiv="refresh" content={`0;url=?${asked}${at}`} />
    </noscript>
  );
}
