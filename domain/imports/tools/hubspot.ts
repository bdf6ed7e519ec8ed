import type { MappedCell, Said } from "../catalog";
import { cellText, type Heading } from "../reading/table";
import { wordOf } from "../reading/words";
import { countryOf, type OpenTable, overruled, sayingOf, undeliverable } from "./tool";

const ALL = ["hs_email_optout", "Unsubscribed from all email"] as const;
const QUARANTINED = ["hs_email_quarantined", "Email address quarantined"] as const;

/** Columns that say no when they are true, by property name and by label. */
const OPT_OUT = /^(hs_email_optout(_\d+)?|unsubscribed from all email|opted out of email\b.*)$/iu;
const LEGAL_BASIS = /^(hs_legal_basis|legal basis for processing contact's data)$/iu;
const CONSENT = "freely given consent from contact";

/** Contact exports, whose headings are labels or property names. */
export const openHubSpot: OpenTable = ({ heading, cells }) => {
  const email = heading.need("Email");
  const phone = heading.find("Mobile Phone Number", "mobilephone", "Phone Number", "phone");
  const country = heading.find("Country/Region", "country");
  const id = heading.find("Record ID", "hs_object_id");
  const said = cells.map((cell) => reader(heading, cell));
  return (row) => ({
    ...{ email: cellText(row, email), phone: cellText(row, phone), customerNumber: null },
    country: countryOf(cellText(row, country)),
    said: said.map((read) => read(row)),
    reference: cellText(row, id),
  });
};

function reader(heading: Heading, cell: MappedCell) {
  const at = heading.need(cell.column);
  const all = heading.find(...ALL);
  const quarantined = heading.find(...QUARANTINED);
  return (row: readonly string[]): Said => {
    const said = plainly(cell, cellText(row, at));
    if (cell.address !== "email") return said;
    const out = cellText(row, all);
    if (wordOf(out) === "yes") return overruled(said, `unsubscribed from all email: ${out}`);
    if (wordOf(out) === "unclear") return { ...said, to: "unclear", word: out };
    return wordOf(cellText(row, quarantined)) === "yes" ? undeliverable(said, "quarantined") : said;
  };
}

/** That somebody did not opt out was never a yes. */
function plainly(cell: MappedCell, word: string): Said {
  const column = cell.column.trim();
  const said = sayingOf(cell, word);
  if (LEGAL_BASIS.test(column)) {
    const isConsent = word.split(";").some((basis) => basis.trim().toLowerCase() === CONSENT);
    return { ...said, to: isConsent ? "on" : "blank" };
  }
  if (!OPT_OUT.test(column) || said.to === "unclear") return said;
  return { ...said, to: said.to === "on" ? "off" : "blank" };
}
