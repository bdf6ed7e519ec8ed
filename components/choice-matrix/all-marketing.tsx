import { useId } from "react";
import { ActForm } from "../act-form";
import { Button, ButtonLink } from "../ui/button";
import { Select } from "../ui/field";
import type { MatrixProps } from "./choice-matrix";
import { ALL, offHref } from "./in-visit";
import { OffForm } from "./off-form";

/** One place to pause or stop all marketing, with what holds now in words. */
export function AllMarketing(props: MatrixProps) {
  const { page, view, acts } = props;
  const { t, format } = page.words;
  const id = useId();
  const { marketing, seen } = view;
  if (!marketing) return null;
  if (page.visit) return <AllInVisit {...props} />;
  return (
    <section className="card all-marketing" aria-labelledby={id}>
      <div className="all-text">
        <h2 id={id}>{t("choices.allMarketing")}</h2>
        {marketing.on === 0 && <p className="small muted">{t("choices.allOff")}</p>}
        {marketing.pausedUntil && (
          <p className="small muted">{t("choices.allPaused", { date: format.day(marketing.pausedUntil) })}</p>
        )}
      </div>
      {marketing.pausedUntil && (
        <ActForm page={page} act={acts.resumeAll} values={{ seen }}>
          <Button>{t("choices.resumeAll")}</Button>
        </ActForm>
      )}
      {marketing.on > 0 && !marketing.pausedUntil && <PauseForm {...props} />}
      {marketing.on > 0 && (
        <ActForm page={page} act={acts.stopAll} values={{ seen }}>
          <Button>{t("choices.stopAll")}</Button>
        </ActForm>
      )}
    </section>
  );
}

function PauseForm({ page, view, acts }: MatrixProps) {
  const { t, format } = page.words;
  const options = view.pauseOptions.map(({ until, length }) => ({
    value: until,
    label: t(`choices.pause_${length}`, { date: format.day(until) }),
  }));
  return (
    <ActForm page={page} act={acts.pauseAll} values={{ seen: view.seen }} className="inline-form">
      <Select label={t("choices.pauseUntil")} name="until" options={options} />
      <Button>{t("choices.pauseAll")}</Button>
    </ActForm>
  );
}

/** Staff may stop all of it when the customer asks; the form for that stands in the same place. */
function AllInVisit({ page, view, inVisit }: MatrixProps) {
  const { t } = page.words;
  if (!inVisit || !view.marketing?.on) return null;
  const path = offHref(ALL);
  if (inVisit.asked !== ALL) {
    return (
      <section className="card all-marketing">
        <h2 className="all-text">{t("choices.allMarketing")}</h2>
        <ButtonLink href={path}>{t("choices.stopAll")}</ButtonLink>
      </section>
    );
  }
  return (
    <OffForm
      page={page}
      act={inVisit.stopAll}
      name={t("visit.allMarketing")}
      path={path.replace(/#.*$/u, "")}
      values={{ seen: view.seen }}
      refused={inVisit.refused}
    />
  );
}
