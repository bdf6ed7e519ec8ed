import { changed, mutate } from "../access";
import { byId } from "../brand";
import { addressKindOf, confirmation } from "../choices";
import type { Ctx } from "../context";
import { csvLine } from "../copies";
import { customerPages, type ExportedCell, type ExportedCustomer, readPage } from "./export-store";
import { OWN_COLUMNS } from "./tools/own";

export const EXPORT_FORMATS = ["csv", "json"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

type Line = Record<(typeof OWN_COLUMNS)[number], string>;

/**
 * Every recorded choice of every customer, piece by piece, as a file that `forthright import --from forthright` takes.
 * The export is a line of the audit before the first of it is given out. A person with several records is one.
 * @throws DomainError `forbidden`.
 */
export async function exportChoices(ctx: Ctx, format: ExportFormat): Promise<AsyncGenerator<string>> {
  await mutate(ctx, "choice.export", async () => changed(null, { format }));
  return format === "csv" ? csv(ctx) : json(ctx);
}

async function* csv(ctx: Ctx): AsyncGenerator<string> {
  yield csvLine([...OWN_COLUMNS]);
  for await (const lines of pagesOf(ctx)) yield lines.map(cellsOf).map(csvLine).join("");
}

async function* json(ctx: Ctx): AsyncGenerator<string> {
  let before = "[\n";
  for await (const lines of pagesOf(ctx))
    for (const line of lines) {
      yield before + JSON.stringify(line);
      before = ",\n";
    }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

/** A number that begins with a plus would lose it in a spreadsheet. */
const cellsOf = (line: Line): string[] =>
  OWN_COLUMNS.map((name) => (name === "phone" && line.phone.startsWith("+") ? `'${line.phone}` : line[name]));

async function* pagesOf(ctx: Ctx): AsyncGenerator<Line[]> {
  for await (const ids of customerPages(ctx)) {
    const page = await readPage(ctx, ids);
    yield page.flatMap((customer) => customer.cells.map((cell) => lineOf(ctx, { customer, cell })));
  }
}

function lineOf(ctx: Ctx, { customer, cell }: { customer: ExportedCustomer; cell: ExportedCell }): Line {
  const { brand } = ctx.house;
  const { purpose, channel, state, since, pausedUntil, frequency } = cell;
  const found = byId(brand.purposes, purpose);
  const address = addressKindOf(brand, channel);
  const isProved =
    state === "granted" && found && confirmation({ purpose: found, channel, address }) !== "none";
  return {
    ...{ email: customer.email, phone: customer.phone, customer_number: customer.customerNumber },
    ...{ purpose, channel, state, confirmed: isProved ? "yes" : "" },
    // since the beginning of time: nobody knows when
    said_at: since && since.getTime() > 0 ? since.toISOString() : "",
    ...{ paused_until: pausedUntil?.toISOString() ?? "", frequency: frequency ?? "" },
  };
}
