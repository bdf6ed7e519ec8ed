const DAY = 86_400_000;
const DAYS_APART = 7;

/** What stands under one heading: a day of the last week, or what is older, a month at a time. */
export interface Period<Entry> {
  kind: "day" | "month";
  /** YYYY-MM-DD or YYYY-MM, by the brand's calendar. */
  key: string;
  entries: [Entry, ...Entry[]];
}

interface Calendar {
  now: Date;
  calendarDay(value: Date): string;
}

/** Puts entries, which come newest first, under their headings, in the same order. */
export function periodsOf<Entry extends { at: Date }>(
  entries: readonly Entry[],
  { now, calendarDay }: Calendar,
): Period<Entry>[] {
  const oldestDay = calendarDay(new Date(now.getTime() - (DAYS_APART - 1) * DAY));
  const periods: Period<Entry>[] = [];
  for (const entry of entries) {
    const day = calendarDay(entry.at);
    const [kind, key] = day >= oldestDay ? (["day", day] as const) : (["month", day.slice(0, 7)] as const);
    const last = periods.at(-1);
    if (last?.key === key) last.entries.push(entry);
    else periods.push({ kind, key, entries: [entry] });
  }
  return periods;
}
