import type { ActivityEntry } from "@/domain/activity/catalog";
import type { Page } from "../page";
import { Timeline } from "../ui/timeline";
import { momentOf } from "./moment";

interface Day {
  day: string;
  entries: ActivityEntry[];
}

/** Entries come newest first, so those of a day stand together. */
function byDay(entries: readonly ActivityEntry[], calendarDay: (at: Date) => string): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const day = calendarDay(entry.at);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

/** One history, a heading over each day. */
export function History({
  page,
  entries,
  brand,
}: {
  page: Page;
  entries: readonly ActivityEntry[];
  brand: string;
}) {
  const { words } = page;
  return byDay(entries, words.format.calendarDay).map(({ day, entries: some }) => (
    <section key={day} className="section" aria-labelledby={`day-${day}`}>
      <h2 className="day" id={`day-${day}`}>
        {words.format.dayHeading(some[0]?.at ?? new Date(day))}
      </h2>
      <Timeline moments={some.map((entry) => momentOf(entry, { words, brand, timeOnly: true }))} />
    </section>
  ));
}
