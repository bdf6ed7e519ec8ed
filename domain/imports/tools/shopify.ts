import { cellText } from "../reading/table";
import { countryOf, type OpenTable, sayingOf } from "./tool";

/** Customer exports: yes or no, and never when. */
export const openShopify: OpenTable = ({ heading, cells }) => {
  const email = heading.need("Email");
  const phone = heading.find("Phone");
  const country = heading.find("Default Address Country Code", "Country Code");
  const id = heading.find("Customer ID");
  const columns = cells.map((cell) => ({ cell, at: heading.need(cell.column) }));
  return (row) => ({
    ...{ email: cellText(row, email), phone: cellText(row, phone), customerNumber: null },
    country: countryOf(cellText(row, country)),
    said: columns.map(({ cell, at }) => sayingOf(cell, cellText(row, at))),
    reference: cellText(row, id),
  });
};
