import { ImportMistake, type MappedCell, type Said } from "../catalog";
import { cellText, type Heading } from "../reading/table";
import { wordOf } from "../reading/words";
import { countryOf, type OpenTable, overruled, sayingOf } from "./tool";

const ALL = "unsubscribed";
const COMPUTED = "_cio_subscription_preferences_computed";

/** People exports: attributes as columns, preferences as JSON in one of them or each in its own. */
export const openCustomerIo: OpenTable = ({ heading, cells }) => {
  const email = heading.need("email");
  const phone = heading.find("phone", "phone_number");
  const country = heading.find("country_code", "country");
  const id = heading.find("cio_id", "id");
  const all = heading.find(ALL);
  const said = cells.map((cell) => reader(heading, cell));
  return (row) => ({
    ...{ email: cellText(row, email), phone: cellText(row, phone), customerNumber: null },
    country: countryOf(cellText(row, country)),
    said: said.map((read) => overAll(read(row), cellText(row, all))),
    reference: cellText(row, id),
  });
};

/** "Unsubscribed" is a no to everything that is sent. */
function overAll(said: Said, all: string): Said {
  const word = wordOf(all);
  if (word === "yes") return overruled(said, `${ALL}: ${all}`);
  return word === "unclear" ? { ...said, to: "unclear", word: all } : said;
}

function reader(heading: Heading, cell: MappedCell): (row: readonly string[]) => Said {
  const column = cell.column.trim();
  if (column.toLowerCase().startsWith(COMPUTED))
    throw new ImportMistake(
      `${COMPUTED} is worked out by Customer.io, also for people who never chose. Map cio_subscription_preferences.topics.… instead.`,
    );
  // That somebody is not unsubscribed was never a yes.
  if (column.toLowerCase() === ALL) return () => ({ ...sayingOf(cell, ""), word: "" });
  const [root = "", ...path] = column.split(".");
  const own = heading.find(column);
  if (own !== undefined || path.length === 0) {
    const at = heading.need(column);
    return (row) => sayingOf(cell, cellText(row, at));
  }
  const at = heading.need(root);
  return (row) => inJson(cell, { text: cellText(row, at), path });
}

function inJson(cell: MappedCell, { text, path }: { text: string; path: readonly string[] }): Said {
  if (text === "") return sayingOf(cell, "");
  try {
    let value: unknown = JSON.parse(text);
    for (const name of path) value = memberOf(value, name);
    return sayingOf(cell, value === undefined || value === null ? "" : String(value));
  } catch {
    return { ...sayingOf(cell, ""), to: "unclear", word: text };
  }
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  const found = Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase());
  return found?.[1];
}
