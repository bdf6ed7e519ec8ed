import { dayIn } from "@/domain/brand";
import type { ChangesForYou } from "./catalog";
import type { Person } from "./person";
import type { EventRow, VersionRow } from "./store";

/** The version that what is new is told against. */
export interface Baseline {
  row: VersionRow;
  since: ChangesForYou["since"];
}

const SAID: Readonly<Record<string, ChangesForYou["since"]["what"]>> = {
  agree: "agreed",
  refuse: "refused",
  shown: "shown",
};

/** A person's lines about one document, newest first. */
export const eventsAbout = (events: readonly EventRow[], document: string): EventRow[] =>
  events.filter((event) => event.document === document);

/** The newest yes or no. "Not now" decides nothing. */
export const lastDecision = <T extends Pick<EventRow, "act">>(events: readonly T[]): T | undefined =>
  events.find(({ act }) => act === "agree" || act === "refuse");

/**
 * The version that the person last agreed to or said no to; else the newest earlier one they were shown; else the one
 * that was in force when they became known here. Null: there is none before `to`. Pure.
 * @param rows one document's versions, oldest first.
 */
export function baselineOf(
  person: Pick<Person, "events" | "joined">,
  at: { rows: readonly VersionRow[]; to: VersionRow; timeZone: string },
): Baseline | null {
  const { rows, to, timeZone } = at;
  const own = eventsAbout(person.events, to.document);
  const shown = own
    .filter(({ act }) => act === "shown")
    .sort((a, b) => (a.version < b.version ? 1 : -1))
    .find(({ version }) => version < to.version);
  const said = lastDecision(own.filter(({ version }) => version <= to.version)) ?? shown;
  const row = rows.find(({ version }) => version === said?.version);
  if (said && row) return { row, since: { what: SAID[said.act] ?? "shown", at: said.at } };
  const day = dayIn(person.joined, timeZone);
  const then = rows.filter(({ version }) => version <= day).at(-1);
  return then && then.version < to.version
    ? { row: then, since: { what: "joined", at: person.joined } }
    : null;
}
