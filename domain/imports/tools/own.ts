import { FREQUENCIES } from "@/domain/choices/catalog";
import type { Exact, Said } from "../catalog";
import { cellText } from "../reading/table";
import { futureOf, momentOf } from "../reading/times";
import { wordOf } from "../reading/words";
import type { OpenTable, Table } from "./tool";

/** Columns of our own file, in order. */
export const OWN_COLUMNS = [
  "email",
  "phone",
  "customer_number",
  "purpose",
  "channel",
  "state",
  "said_at",
  "confirmed",
  "paused_until",
  "frequency",
] as const;
type Column = (typeof OWN_COLUMNS)[number];

const ACTS: Readonly<Record<string, Exact["act"]>> = {
  granted: "grant",
  pending: "ask",
  not_objected: "unobject",
  withdrawn: "withdraw",
  refused: "cancel",
  objected: "object",
  unset: null,
  "": null,
};

const LOWERING: ReadonlySet<Exact["act"]> = new Set(["withdraw", "cancel", "object"]);

/** What `forthright export choices` wrote: one row for each choice of each customer. */
export const openOwn: OpenTable = (table) => {
  const at = new Map(OWN_COLUMNS.map((name) => [name, table.heading.need(name)]));
  return (row) => {
    const text = (name: Column) => cellText(row, at.get(name));
    return {
      ...{ email: text("email"), phone: text("phone"), customerNumber: text("customer_number") },
      country: null,
      said: [saidIn(table, text)],
    };
  };
};

function saidIn({ now, cellOf }: Table, text: (name: Column) => string): Said {
  const cell = cellOf(text("purpose"), text("channel"));
  const word = text("state").toLowerCase();
  const base = { cell, at: momentOf(text("said_at"), now), word };
  const act = ACTS[word];
  if (act === undefined) return { ...base, to: "unclear", confirmed: false };
  const until = futureOf(text("paused_until"));
  const frequency = FREQUENCIES.find((one) => one === text("frequency")) ?? null;
  return {
    ...base,
    to: act === null ? "blank" : LOWERING.has(act) ? "off" : "on",
    confirmed: wordOf(text("confirmed")) === "yes",
    exact: { act, frequency, pausedUntil: until !== null && until > now ? until : null },
  };
}
