/** How the customer asked for something to be switched off; or that it reached somebody else. */
export const ASKED = ["phone", "writing", "wrong_person"] as const;
export type Asked = (typeof ASKED)[number];

/** When the customer hears of a visit. */
export const TELL = ["now", "daily", "no"] as const;
export type Tell = (typeof TELL)[number];

/** A visit is over after these, by the database's clock, whatever happens in it. */
export const VISIT_MINUTES = 15;

/** How long a code that allows one visit is good, how many digits it has and how often it may be wrong. */
export const VISIT_CODE_MINUTES = 30;
export const VISIT_CODE_DIGITS = 8;
export const VISIT_CODE_TRIES = 5;

/** Searches of one agent, over all servers. */
export const SEARCHES = { aMinute: 30, aDay: 300 } as const;

/** More visits of one agent in an hour than this, and the privacy officer hears of it. */
export const MANY_VISITS = 10;

/** One word that is no address and no phone number as people write them: a ticket stands in the audit as typed. */
const PLAIN_TICKET = /^(?!\+|0\d{6})[^\s@]{1,40}$/u;

/** Whether a ticket is one of the brand's; without a pattern any plain one is. The whole of it has to match. */
export function isTicket(ticket: string, pattern: string | undefined): boolean {
  if (pattern === undefined) return PLAIN_TICKET.test(ticket);
  return new RegExp(`^(?:${pattern})$`, "u").test(ticket);
}

/** What the audit and the privacy officer hear of a ticket that is none: never a person's address or number. */
export const refusedTicket = (ticket: string): string =>
  PLAIN_TICKET.test(ticket) && !/\d{7}/u.test(ticket) ? ticket : "?";

/** When the desk is open, by the brand's calendar: times as "08:00". */
export interface Hours {
  from: string;
  to: string;
  days: readonly string[];
}

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

/** Whether a moment lies within the hours. Hours that end before they begin run over midnight. */
export function isWithinHours(at: Date, hours: Hours | undefined, timeZone: string): boolean {
  if (!hours) return true;
  const { day, time } = localTime(at, timeZone);
  const on = (offset: number) => hours.days.includes(DAYS[(day + offset + 7) % 7] ?? "");
  if (hours.from < hours.to) return on(0) && time >= hours.from && time < hours.to;
  return (on(0) && time >= hours.from) || (on(-1) && time < hours.to);
}

function localTime(at: Date, timeZone: string): { day: number; time: string } {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  const day = (DAYS as readonly string[]).indexOf(part("weekday").toLowerCase());
  return { day, time: `${part("hour")}:${part("minute")}` };
}

/** The next eight in the morning, by the brand's calendar. */
export function nextMorning(now: Date, timeZone: string): Date {
  const quarter = 15 * 60_000;
  for (let at = Math.floor(now.getTime() / quarter) + 1; ; at += 1) {
    const moment = new Date(at * quarter);
    if (localTime(moment, timeZone).time === "08:00") return moment;
  }
}

/** Initials of a name as a source writes it: "Ana Rodrigues" is "A. R."; Chinese names keep their first sign. */
export function initialsOf(name: string | null): string | null {
  const parts = (name ?? "")
    .normalize("NFC")
    .trim()
    .split(/[\s·]+/u)
    .filter(Boolean);
  const first = (part: string | undefined) => (part ? ([...part][0] ?? "").toLocaleUpperCase("en") : "");
  const ends = parts.length > 1 ? [first(parts[0]), first(parts.at(-1))] : [first(parts[0])];
  const signs = ends.filter((sign) => /\p{L}/u.test(sign));
  return signs.length > 0 ? signs.map((sign) => `${sign}.`).join(" ") : null;
}

/** Begun minutes of a visit, at most its fifteen. */
export function minutesOf(startedAt: Date, endedAt: Date): number {
  const minutes = Math.ceil((endedAt.getTime() - startedAt.getTime()) / 60_000);
  return Math.min(Math.max(minutes, 1), VISIT_MINUTES);
}

/** How many milliseconds to wait so that an answer falls on a step of the grid, `elapsed` after its start. */
export const restOfStep = (elapsed: number, step: number): number =>
  Math.max(1, Math.ceil(elapsed / step)) * step - elapsed;
