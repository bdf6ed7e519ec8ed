import { AllMarketing } from "@/components/choice-matrix/all-marketing";
import { ChoiceMatrix } from "@/components/choice-matrix/choice-matrix";
import { SavedNotice, savedSentence } from "@/components/choice-matrix/saved-notice";
import { SignalNotice } from "@/components/choice-matrix/signal-notice";
import { ProblemNotice } from "@/components/problem-notice";
import { PageHead } from "@/components/ui/layout";
import { VisitNews } from "@/components/visit/visit-news";
import { listChoices } from "@/domain/choices";
import { ChoicesQuery } from "@/web/choices-query";
import { customerPage } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { requireContext } from "@/web/request-context";
import { browserSignal } from "@/web/signal";
import { Frame } from "../../frame";
import { choiceActs as acts } from "./choice-acts";
import { matrixInVisit } from "./matrix-in-visit";
import { VisitSide } from "./visit-side";

export default async function ChoicesPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireContext();
  const query = await readQuery(searchParams);
  const { saved, seen, link } = ChoicesQuery.parse(query);
  const view = await listChoices(ctx, { saved, seen });
  const page = await customerPage(ctx, "/choices");
  const { t } = page.words;
  const matrix = { page, view, acts, inVisit: page.visit ? await matrixInVisit(query) : null };
  if (page.visit) {
    return (
      <Frame ctx={ctx} page={page} at="choices" title={t("choices.title")}>
        <PageHead title={t("choices.title")} lede={t("visit.ledeChoices", { who: page.visit.first })} />
        <VisitNews page={page} query={query} />
        <div className="visit-layout">
          <div className="visit-main">
            <AllMarketing {...matrix} />
            <ChoiceMatrix {...matrix} />
          </div>
          <VisitSide ctx={ctx} page={page} view={view} link={link} />
        </div>
      </Frame>
    );
  }
  const title = view.saved ? savedSentence(page.words, view.saved.changes) : t("choices.title");
  return (
    <Frame ctx={ctx} page={page} at="choices" title={title}>
      <PageHead title={t("choices.title")} lede={t("choices.lede")} />
      <SavedNotice
        page={page}
        view={view}
        acts={acts}
        unchanged={query.same ?? null}
        kept={query.kept === "1"}
      >
        <ProblemNotice page={page} problem={query.problem ?? null} />
      </SavedNotice>
      <SignalNotice words={page.words} signal={await browserSignal(ctx)} />
      <AllMarketing {...matrix} />
      <ChoiceMatrix {...matrix} />
      <p className="after small muted">
        {t("choices.afterTable")} <a href="/account#addresses">{t("choices.addresses")}</a> ·{" "}
        <a href="/activity?kind=choices">{t("choices.history")}</a>
      </p>
    </Frame>
  );
}
