import { ImportMistake, type MappedCell, type Said } from "../catalog";
import { cellText } from "../reading/table";
import { momentOf } from "../reading/times";
import { type OpenTable, overruled, sayingOf, type Table, undeliverable } from "./tool";

const STATES = ["nonsubscribed", "unsubscribed", "subscribed", "cleaned"] as const;
type State = (typeof STATES)[number];

/** The column that no table has: what the file's name says. */
const STATUS = /^(status|state)$/iu;

/** Audience exports: three files, whose names say who is subscribed. */
export const openMailchimp: OpenTable = (table) => {
  const { file, heading, cells } = table;
  const state = stateOf(file);
  const email = heading.need("Email Address", "Email");
  const leid = heading.find("LEID");
  const said = cells.map((cell) => reader(table, { cell, state }));
  return (row) => ({
    ...{ email: cellText(row, email), phone: null, customerNumber: null, country: null },
    said: said.map((read) => read(row)),
    reference: cellText(row, leid),
  });
};

function stateOf(file: string): State {
  const name = file.toLowerCase().replaceAll(/non[-_ ]subscribed/gu, "nonsubscribed");
  const found = STATES.find((state) => name.includes(state));
  if (found) return found;
  throw new ImportMistake(
    `The name of ${file} says neither subscribed, unsubscribed nor cleaned, as Mailchimp's own files do. Give it its name back.`,
  );
}

function reader(table: Table, { cell, state }: { cell: MappedCell; state: State }) {
  const byFile = STATUS.test(cell.column) && table.heading.find(cell.column) === undefined;
  const at = byFile ? undefined : table.heading.need(cell.column);
  const ofFile = fileState(table, { cell, state });
  return (row: readonly string[]): Said => {
    if (byFile) return ofFile(row);
    const said = sayingOf(cell, cellText(row, at));
    if (cell.address !== "email") return said;
    if (state === "unsubscribed") return { ...overruled(said, state), at: ofFile(row).at };
    return state === "cleaned" ? undeliverable(said, state) : said;
  };
}

/** Only an opt-in that has its time has it; one that was confirmed later counts from then. */
function fileState({ heading, now }: Table, { cell, state }: { cell: MappedCell; state: State }) {
  const optedIn = heading.find("OPTIN_TIME");
  const confirmed = heading.find("CONFIRM_TIME");
  const left = heading.find("UNSUB_TIME");
  const reason = heading.find("UNSUB_REASON");
  return (row: readonly string[]): Said => {
    const moment = (column: number | undefined) => momentOf(cellText(row, column), now);
    const base = { cell, at: null, confirmed: false, word: state };
    if (state === "nonsubscribed") return { ...base, to: "blank" };
    if (state === "cleaned") return { ...base, to: "undeliverable" };
    if (state === "unsubscribed") {
      const word = [state, cellText(row, reason)].filter(Boolean).join(": ");
      return { ...base, to: "off", at: moment(left), word };
    }
    const [first, second] = [moment(optedIn), moment(confirmed)];
    const proved = first !== null && second !== null && second > first;
    return { ...base, to: "on", at: proved ? second : first, confirmed: proved };
  };
}
