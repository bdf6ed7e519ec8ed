import type { ReactNode } from "react";
import type { HeldCard, HeldValue } from "@/domain/held-data/catalog";
import type { Words } from "@/web/i18n";
import type { Page } from "../page";
import { Facts } from "../ui/facts";
import { Icon } from "../ui/icon";
import { UseTitle } from "../use-title";
import { stopNames } from "./stops";

interface FactsProps {
  page: Page;
  card: HeldCard;
  /** The kept-until words; `short` for the line, long with the reason for the fact. */
  children: (short: boolean) => ReactNode;
}

/** One line of facts, and all six behind it, always in the same order. */
export function HeldFacts({ page, card, children }: FactsProps) {
  const { t, format } = page.words;
  const last = card.lastUsed;
  return (
    <details className="disc item-facts">
      <summary>
        <span>
          {children(true)} ·{" "}
          {last ? t("data.lastUsed", { date: format.shortDay(last.at) }) : t("data.lastNever")}
        </span>
        <span className="as-link">
          {t("data.facts")}
          <span className="vh"> {t("data.factsAbout", { item: card.name.text })}</span>
          <Icon name="down" />
        </span>
      </summary>
      <div className="facts-box">
        <Facts
          facts={[
            { term: t("data.factUsedFor"), detail: usedFor(page.words, card) },
            { term: t("data.factBasedOn"), detail: basedOn(page.words, card) },
            {
              term: t(card.origin === "inferred" ? "data.factWorkedOut" : "data.factFrom"),
              detail: from(page.words, card),
            },
            { term: t("data.factShared"), detail: sharedWith(page.words, card) },
            { term: t("data.factKept"), detail: children(false) },
            { term: t("data.factLast"), detail: lastUse(page.words, card) },
          ]}
        />
        {card.purposes.length > 0 && <p className="facts-more">{benefits(page.words, card)}</p>}
        {card.stop.length > 0 && (
          <p className="facts-more">
            {t("data.stopWhat", { list: format.list(stopNames(page.words, card)) })}
          </p>
        )}
      </div>
    </details>
  );
}

function usedFor({ format, t }: Words, card: HeldCard): string {
  if (card.noPurpose) return card.noPurpose.text;
  if (card.purposes.length === 0) return t("data.noPurpose");
  return format.list(card.purposes.map((purpose) => purpose.name.text));
}

function basedOn({ t }: Words, card: HeldCard): ReactNode {
  const bases = [...new Set(card.purposes.map((purpose) => purpose.basis))];
  if (bases.length === 0) return t("data.noPurpose");
  return bases.map((basis) => (
    <span key={basis} className="line">
      {t(`basis.${basis}`)}
    </span>
  ));
}

function from({ t }: Words, card: HeldCard): string {
  if (card.originDetail) return card.originDetail.text;
  return card.origin === "given"
    ? t("data.fromYou")
    : t("data.fromSource", { source: card.source.name.text });
}

function sharedWith({ t, format }: Words, card: HeldCard): ReactNode {
  if (card.recipients.length === 0) return t("common.nobody");
  return card.recipients.map((who) => (
    <span key={who.id} className="line">
      {t("data.sharedWith", {
        name: who.name.text,
        what: who.whatFor.text,
        country: format.country(who.country),
      })}
    </span>
  ));
}

function lastUse({ t, format }: Words, { lastUsed }: HeldCard): ReactNode {
  if (!lastUsed) return t("data.lastNever");
  const title = () => <UseTitle title={lastUsed.title} />;
  return t.rich("data.lastFact", { date: format.shortDay(lastUsed.at), title });
}

function benefits({ t }: Words, card: HeldCard): string {
  const all = [...new Set(card.purposes.map((purpose) => purpose.benefit.text))];
  return all.map((benefit) => t("data.whatYouGet", { benefit })).join(" ");
}

interface KeptProps {
  page: Page;
  card: HeldCard;
  /** Null while the source is being read. */
  read: HeldValue | null;
  short: boolean;
}

/** Until when it is kept: the computed day where there is one, else the declared rule; long with the reason. */
export function KeptLine({ page, card, read, short }: KeptProps) {
  const { t, format } = page.words;
  const kept = read && "kept" in read ? read.kept : null;
  const when = kept?.date
    ? t(kept.past ? "data.keptPast" : "data.keptUntilDate", { date: format.day(kept.date) })
    : ruleWords(page.words, card);
  return <>{short ? when : t("data.because", { when, because: card.keep.because.text })}</>;
}

function ruleWords({ t, format }: Words, { keep }: HeldCard): string {
  if (keep.kind === "for") return t("data.keptFor", { period: format.duration(keep.period) });
  return t(keep.kind === "while" ? "data.keptWhile" : "data.keptUntilRule");
}
