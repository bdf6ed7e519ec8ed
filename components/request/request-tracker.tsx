import type { ReactNode } from "react";
import type { LawfulDate, RequestSummary } from "@/domain/requests/catalog";
import type { Words } from "@/web/i18n";
import type { Page } from "../page";
import { type Step, Tracker } from "../ui/tracker";

/** Where a request is, like a parcel: what is done with its day, what is under way, what comes. */
export function RequestTracker({ page, request }: { page: Page; request: RequestSummary }) {
  const { t, format } = page.words;
  const steps: Step[] = request.steps.map(({ step, state, at }) => ({
    name: t(`requests.step_${step}`),
    state: state === "todo" ? "next" : state,
    when: whenOf(page.words, {
      state,
      at: at && format.moment(at),
      last: step === "ready",
      due: request.due,
    }),
  }));
  const spoken = {
    done: t("requests.spoken_done"),
    now: t("requests.spoken_now"),
    next: t("requests.spoken_next"),
  };
  return <Tracker steps={steps} spoken={spoken} />;
}

interface When {
  state: "done" | "now" | "todo";
  at: string | null;
  last: boolean;
  due: LawfulDate;
}

function whenOf({ t, format }: Words, { state, at, last, due }: When): string {
  if (state === "done") return at ?? "";
  if (state === "now") return t("requests.stepNow");
  return last ? t("requests.stepBy", { date: format.shortDay(due.date) }) : t("requests.stepNext");
}

/** Until when the law lets us take, and which law; or our own promise where no law says. */
export function lawfulWords({ t, format }: Words, due: LawfulDate): ReactNode {
  return t.rich(`requests.law.${due.law}`, {
    period: t(`requests.period_${due.period.unit}`, { n: due.period.n }),
    date: format.day(due.date),
    source: due.source,
    b: (chunks) => <b>{chunks}</b>,
  });
}
