import { TextQueue } from "@/components/desk/text-queue";
import { ProblemNotice } from "@/components/problem-notice";
import { PageHead, Section } from "@/components/ui/layout";
import { Announce, Notice } from "@/components/ui/notice";
import { listUnclearTexts } from "@/domain/texts";
import { requireDesk } from "@/web/desk-context";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { DeskFrame } from "../desk-frame";
import { decideTextAction } from "./actions";

export default async function DeskTextsPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireDesk("support", "privacy_officer");
  const [view, { did, problem }] = [await listUnclearTexts(ctx), await readQuery(searchParams)];
  const page = pageOf(ctx, "/desk/texts");
  const { t } = page.words;
  return (
    <DeskFrame ctx={ctx} page={page} at="texts" title={t("desk.texts.title")} narrow>
      <PageHead title={t("desk.texts.title")} lede={t("desk.texts.lede", { count: view.waiting })} />
      <Announce>
        {(did === "stop" || did === "not_stop") && (
          <Notice tone="good" title={t(`desk.texts.decided_${did}`)} />
        )}
        <ProblemNotice page={page} problem={problem ?? null} />
      </Announce>
      <Section title={t("desk.texts.list")} hideTitle>
        {view.texts.length > 0 ? (
          <TextQueue page={page} view={view} decide={decideTextAction} />
        ) : (
          <p className="card pad muted">{t("desk.texts.none")}</p>
        )}
      </Section>
    </DeskFrame>
  );
}
