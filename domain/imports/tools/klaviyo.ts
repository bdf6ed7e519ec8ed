import type { MappedCell, Said } from "../catalog";
import { cellText } from "../reading/table";
import { momentOf } from "../reading/times";
import { countryOf, type OpenTable, overruled, sayingOf, type Table, undeliverable } from "./tool";

/** Suppressions that are somebody's no; the others say that the address does not work. */
const NO: ReadonlySet<string> = new Set(["UNSUBSCRIBED", "USER_SUPPRESSED", "SPAM_COMPLAINT"]);

/** The old list property, and what it calls each kind of address. */
const LIST = "$consent";
const LISTED: Readonly<Record<string, readonly string[]>> = {
  email: ["email"],
  phone: ["sms", "mobile"],
  post: ["directmail"],
  device: [],
};

/** List and segment exports. */
export const openKlaviyo: OpenTable = (table) => {
  const { heading, cells } = table;
  const email = heading.need("Email");
  const phone = heading.find("Phone Number");
  const country = heading.find("Country");
  const id = heading.find("Klaviyo ID");
  const said = cells.map((cell) => reader(table, cell));
  return (row) => ({
    ...{ email: cellText(row, email), phone: cellText(row, phone), customerNumber: null },
    country: countryOf(cellText(row, country)),
    said: said.map((read) => read(row)),
    reference: cellText(row, id),
  });
};

function reader({ heading, now }: Table, cell: MappedCell) {
  const isList = cell.column.trim().toLowerCase() === LIST;
  const at = heading.need(cell.column);
  const time = isList ? heading.find("$consent_timestamp") : heading.find(`${cell.column.trim()} Timestamp`);
  const suppressed = heading.find(cell.address === "phone" ? "SMS Suppressions" : "Email Suppressions");
  const reaches = cell.address === "email" || cell.address === "phone";
  return (row: readonly string[]): Said => {
    const word = cellText(row, at);
    const moment = momentOf(cellText(row, time), now);
    const said = isList ? { ...listed(cell, word), at: moment } : sayingOf(cell, word, moment);
    return reaches ? suppress(said, cellText(row, suppressed)) : said;
  };
}

/** Who is not in the list said nothing. */
function listed(cell: MappedCell, word: string): Said {
  const names: readonly string[] = cell.address === null ? ["web"] : (LISTED[cell.address] ?? []);
  const isIn = word
    .toLowerCase()
    .split(/[^a-z]+/u)
    .some((name) => names.includes(name));
  return { cell, to: isIn ? "on" : "blank", at: null, confirmed: false, word };
}

function suppress(said: Said, cell: string): Said {
  const reasons = cell
    .toUpperCase()
    .split(/[^A-Z_]+/u)
    .filter(Boolean);
  if (reasons.length === 0) return said;
  const word = reasons.join(", ");
  return reasons.some((reason) => NO.has(reason)) ? overruled(said, word) : undeliverable(said, word);
}
