import type { ActivityEntry } from "@/domain/activity/catalog";
import type { Act, Page } from "../page";
import { Timeline } from "../ui/timeline";
import { momentOf } from "./moment";
import { type Period, periodsOf } from "./periods";
import { VisitDetails } from "./visit-details";

interface HistoryProps {
  page: Page;
  entries: readonly ActivityEntry[];
  brand: string;
  /** By the database's clock, as everywhere. */
  now: Date;
  /** "This was not about me", about a visit. */
  complain: Act;
}

function headingOf({ words }: Page, { kind, key, entries }: Period<ActivityEntry>, now: Date): string {
  const { t, format } = words;
  const [{ at }] = entries;
  if (kind === "day") return format.dayHeading(at);
  const month = format.month(at);
  return format.calendarDay(now).startsWith(key) ? t("activity.earlierIn", { month }) : month;
}

/** One history: each day of the last week under its own heading, older ones by month. */
export function History({ page, entries, brand, now, complain }: HistoryProps) {
  const { words } = page;
  const { calendarDay } = words.format;
  return periodsOf(entries, { now, calendarDay }).map((period) => (
    <section key={period.key} className="section" aria-labelledby={`in-${period.key}`}>
      <h2 className="day" id={`in-${period.key}`}>
        {headingOf(page, period, now)}
      </h2>
      <Timeline
        moments={period.entries.map((entry) =>
          momentOf(entry, {
            words,
            brand,
            timeOnly: period.kind === "day",
            details: (visit) => <VisitDetails page={page} visit={visit} complain={complain} />,
          }),
        )}
      />
    </section>
  ));
}
