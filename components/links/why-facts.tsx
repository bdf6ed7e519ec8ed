import type { WhyView } from "@/domain/links/catalog";
import { inSentence } from "@/web/i18n";
import type { Page } from "../page";
import { SaidText } from "../said";
import { type Fact, Facts } from "../ui/facts";
import { lockedBy } from "./stop-open";

type Open = Extract<WhyView, { state: "open" }>;

/** What was used, what for, and what allowed it. Names of things, never what stands in them. */
export function WhyFacts({ page, view }: { page: Page; view: Open }) {
  const { t, format } = page.words;
  const { use, items, channel, address, cell } = view;
  const names = format.list(items.map(({ text }) => text));
  const facts: Fact[] = [
    { term: t("why.purpose"), detail: <SaidText page={page} said={view.why} /> },
    { term: t("why.benefit"), detail: <SaidText page={page} said={view.benefit} /> },
    { term: t("why.allowed"), detail: <Allowed page={page} view={view} /> },
    { term: t(use ? "why.items" : "why.itemsMay"), detail: names || t("why.nothing") },
  ];
  if (channel && address)
    facts.push({
      term: t("why.by"),
      detail: t.rich("why.byText", { channel: inSentence(channel), address: () => <bdi>{address}</bdi> }),
    });
  if (!cell.on && cell.kind !== "locked") facts.push({ term: t("why.now"), detail: offSince(page, cell) });
  if (use?.system) facts.push({ term: t("why.sender"), detail: use.system });
  return <Facts facts={facts} />;
}

/** Who said yes, and how; a yes that a system told of is never shown as the person's own press. */
function Allowed({ page, view }: { page: Page; view: Open }) {
  const { t, format } = page.words;
  const { cell, interest, allowed } = view;
  if (cell.kind === "locked") return <>{t(`stop.locked_${lockedBy(cell.basis)}`)}</>;
  if (cell.kind === "objection" && interest && allowed?.yes !== false)
    return <>{t("why.allowed_interest", { interest: interest.text })}</>;
  if (!allowed) return <>{t("why.allowed_none")}</>;
  const date = format.day(allowed.at);
  if (!allowed.yes) return <>{t("why.notAllowed", { date })}</>;
  if (allowed.by === "you") return <>{t("why.allowed_you", { date })}</>;
  return <>{t(allowed.by === "link" ? "why.allowed_link" : "why.allowed_systemPlain", { date })}</>;
}

const offSince = ({ words: { t, format } }: Page, { last }: Open["cell"]): string =>
  last ? t("why.off", { date: format.day(last.at) }) : t("why.offPlain");
