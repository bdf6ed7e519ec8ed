import { TELL, VISIT_CODE_MINUTES, type VisitWishesView } from "@/domain/visits/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Select } from "../ui/field";
import { Icon } from "../ui/icon";
import { Notice } from "../ui/notice";

interface VisitWishesProps {
  page: Page;
  wishes: VisitWishesView;
  /** The code that was made a moment ago; it is shown this once. */
  made: { code: string; until: Date } | null;
  set: Act;
  makeCode: Act;
}

/** Whether support may look, how to hear of it, and a code for one visit. */
export function VisitWishes(props: VisitWishesProps) {
  const { page, wishes, set } = props;
  const { t } = page.words;
  const tell = TELL.map((value) => ({ value, label: t(`visits.tell_${value}`) }));
  return (
    <div className="card rows">
      <div className="row row-wrap">
        <Icon name="staff" />
        <div className="row-text">
          <p>
            <b>{t(wishes.refused ? "visits.isRefused" : "visits.isAllowed")}</b>
          </p>
          {wishes.refused && <p className="small muted">{t("visits.refusedText")}</p>}
        </div>
        <ActForm page={page} act={set} at="visits" values={{ refuse: wishes.refused ? "no" : "yes" }}>
          <Button small>{t(wishes.refused ? "visits.allow" : "visits.refuse")}</Button>
        </ActForm>
      </div>
      <div className="row row-wrap">
        <ActForm page={page} act={set} at="visits" className="inline-form">
          <Select label={t("visits.tell")} name="tell" options={tell} value={wishes.tell} />
          <Button small>{t("common.save")}</Button>
        </ActForm>
      </div>
      <VisitCode {...props} />
    </div>
  );
}

function VisitCode({ page, wishes, made, makeCode }: VisitWishesProps) {
  const { t, format } = page.words;
  return (
    <div className="row row-wrap">
      <Icon name="lock" />
      <div className="row-text">
        <p>
          <b>{t("visits.codeTitle")}</b>
          <span className="small muted">{t("visits.codeText", { count: VISIT_CODE_MINUTES })}</span>
        </p>
        {made && (
          <Notice tone="good" level={3} title={t("visits.codeIs")}>
            <p className="code-big">
              <bdi>{made.code}</bdi>
            </p>
            <p>{t("visits.codeSay", { time: format.time(made.until) })}</p>
          </Notice>
        )}
        {!made && wishes.code && (
          <p className="small muted">{t("visits.codeOpen", { time: format.time(wishes.code.expiresAt) })}</p>
        )}
      </div>
      <ActForm page={page} act={makeCode} at="visits">
        <Button small>{t(wishes.code ? "visits.codeNew" : "visits.codeMake")}</Button>
      </ActForm>
    </div>
  );
}
