import { AllMarketing } from "@/components/choice-matrix/all-marketing";
import { ChoiceMatrix } from "@/components/choice-matrix/choice-matrix";
import { SavedNotice, savedSentence } from "@/components/choice-matrix/saved-notice";
import { ProblemNotice } from "@/components/problem-notice";
import { PageHead } from "@/components/ui/layout";
import { listChoices } from "@/domain/choices";
import { ChoicesQuery } from "@/web/choices-query";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { requireContext } from "@/web/request-context";
import { Frame } from "../../frame";
import * as actions from "./actions";

const acts = {
  set: actions.setChoiceAction,
  object: actions.objectAction,
  allow: actions.allowAction,
  frequency: actions.setFrequencyAction,
  resume: actions.resumeAction,
  cancel: actions.cancelAction,
  pauseAll: actions.pauseMarketingAction,
  stopAll: actions.stopMarketingAction,
  resumeAll: actions.resumeMarketingAction,
  undo: actions.undoAction,
};

export default async function ChoicesPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireContext();
  const query = await readQuery(searchParams);
  const { saved, seen } = ChoicesQuery.parse(query);
  const view = await listChoices(ctx, { saved, seen });
  const page = pageOf(ctx, "/choices");
  const { t } = page.words;
  const title = view.saved ? savedSentence(page.words, view.saved.changes) : t("choices.title");
  return (
    <Frame ctx={ctx} page={page} at="choices" title={title}>
      <PageHead title={t("choices.title")} lede={t("choices.lede")} />
      <SavedNotice page={page} view={view} acts={acts} unchanged={query.same === "1"}>
        <ProblemNotice page={page} problem={query.problem ?? null} />
      </SavedNotice>
      <AllMarketing page={page} view={view} acts={acts} />
      <ChoiceMatrix page={page} view={view} acts={acts} />
      <p className="after small muted">
        {t("choices.afterTable")} <a href="/account#addresses">{t("choices.addresses")}</a> ·{" "}
        <a href="/activity?kind=choices">{t("choices.history")}</a>
      </p>
    </Frame>
  );
}
