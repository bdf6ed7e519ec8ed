import { ALERT_DAYS, type AuditLine } from "@/domain/audit/catalog";
import type { Page } from "../page";
import { Icon } from "../ui/icon";
import { Card, Section } from "../ui/layout";
import { actWords, whoWords } from "./line-words";

interface AlertsProps {
  page: Page;
  alerts: readonly AuditLine[];
  /** The address of the lines of this ticket. */
  href: (search: { ticket: string }) => string;
}

/** What somebody should look at; nothing where there is nothing. */
export function Alerts({ page, alerts, href }: AlertsProps) {
  const { words } = page;
  const { t, format } = words;
  if (alerts.length === 0) return null;
  return (
    <Section id="alerts" title={t("audit.alerts")} intro={t("audit.alertsText", { days: ALERT_DAYS })}>
      <Card rows>
        {alerts.map((line) => (
          <div key={line.id} className="row row-wrap">
            <Icon name="alert" />
            <div className="row-text">
              <p>
                <b>{actWords(words, line.act)}</b>
                <span className="small muted">
                  {whoWords(words, line.actor)} ·{" "}
                  <time dateTime={line.at.toISOString()}>{format.moment(line.at)}</time>
                </span>
              </p>
            </div>
            {line.ticket && (
              <p className="row-end small">
                {t("audit.ticket")} <a href={href({ ticket: line.ticket })}>{line.ticket}</a>
              </p>
            )}
          </div>
        ))}
      </Card>
    </Section>
  );
}
