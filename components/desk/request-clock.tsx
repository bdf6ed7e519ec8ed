import type { DeskCustomer, DeskRequestView, LawfulDate } from "@/domain/requests/catalog";
import type { Words } from "@/web/i18n";
import type { Page } from "../page";
import { lawfulWords } from "../request/request-tracker";
import { Icon } from "../ui/icon";
import { Tag } from "../ui/tag";

/** "customer 10482", or what tells two people without a number apart. */
export function customerWords({ t }: Words, { number, pseudonym }: DeskCustomer): string {
  return number === null
    ? t("desk.queue.pseudonym", { code: pseudonym })
    : t("desk.queue.number", { number });
}

interface ClockProps {
  page: Page;
  request: { due: LawfulDate; daysLeft: number; state: "open" | "ready" };
}

/** How many days are left, in words; nothing once it is answered. */
export function ClockTag({ page, request }: ClockProps) {
  const { t } = page.words;
  const { daysLeft, state } = request;
  if (state === "ready") return null;
  if (daysLeft < 0)
    return (
      <Tag tone="warn" icon="alert">
        {t("desk.queue.over", { n: -daysLeft })}
      </Tag>
    );
  return (
    <Tag tone={daysLeft < 4 ? "warn" : "plain"} icon="clock">
      {t("desk.queue.left", { n: daysLeft })}
    </Tag>
  );
}

/** The lawful date with its law, and more time where it was taken, with both dates and the reason. */
export function RequestClock({ page, request }: { page: Page; request: DeskRequestView }) {
  const { t, format } = page.words;
  const { due, extension, answer } = request;
  return (
    <div className="card pad stack">
      <ClockTag page={page} request={request} />
      <div className="desk-clock">
        <Icon name="calendar" />
        <div className="stack">
          <p>{lawfulWords(page.words, due)}</p>
          {extension && (
            <p>
              {t("desk.request.extended", {
                ...{ at: format.day(extension.at), from: format.day(extension.from) },
                because: extension.because,
              })}
            </p>
          )}
          {answer && <p>{t("desk.request.answeredOn", { date: format.day(answer.at) })}</p>}
        </div>
      </div>
    </div>
  );
}
