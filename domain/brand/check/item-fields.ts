import { suggest } from "../read/nearest";
import type { Spot } from "../read/spot";
import { isCurrency } from "../schema/parts";
import type { Findings } from "./context";
import type { ItemSpot } from "./item-spot";

/** The shape, and what goes with it. */
export function checkShape({ item, shape }: ItemSpot, found: Findings): void {
  const fields = item.get("fields");
  if (shape === "field" && fields.exists) {
    found.problems.push(
      item.get("shape").wrong("`shape: field` has no `fields` — take them out, or write row or list"),
    );
  }
  if (shape !== "field" && fields.keys().length === 0) {
    found.problems.push(item.wrongKey(`a ${shape} needs \`fields\` — name the columns of \`${item.key}\``));
  }
  if (shape !== "field" && item.get("format").exists) {
    found.problems.push(
      item
        .get("format")
        .wrongKey(`\`format\` of a ${shape} stands with each of its \`fields\` — move it there`),
    );
  }
  if (shape !== "list" && item.get("sort").exists) {
    found.problems.push(item.get("sort").wrongKey("only a list has `sort` — take it out"));
  }
}

function checkCurrency(spot: Spot, found: Findings, columns: readonly string[] | undefined): void {
  const currency = spot.get("currency");
  if (!currency.exists) return;
  if (spot.get("format").text !== "money") {
    found.problems.push(
      currency.wrongKey("`currency` goes with `format: money` — write that, or take it out"),
    );
  }
  const code = currency.text;
  if (code === undefined) return;
  if (columns === undefined && !isCurrency(code)) {
    found.problems.push(
      currency.wrong(`\`${code}\` is not a currency — write its three capitals (ISO 4217), such as EUR`),
    );
  }
  if (columns !== undefined && !columns.includes(code)) {
    const right = suggest(code, columns, "name the column that holds the code");
    found.problems.push(currency.wrong(`\`${code}\` is not a column of \`fields\` — ${right}`));
  }
}

/** Columns: named, with a currency and an order that exist. */
export function checkFields({ item, shape }: ItemSpot, found: Findings): void {
  const fields = item.get("fields");
  const columns = fields.keys();
  for (const field of fields.entries()) {
    if (!field.get("name").exists && field.get("hide").value !== true) {
      found.problems.push(
        field.wrongKey(`the column \`${field.key}\` has no \`name\` — add it, or \`hide: true\``),
      );
    }
    checkCurrency(field, found, columns);
  }
  if (columns.length > 0 && fields.entries().every((field) => field.get("hide").value === true)) {
    found.problems.push(fields.wrongKey("every column is hidden — show one, or take the item out"));
  }
  if (shape === "field") checkCurrency(item, found, undefined);
  for (const { spot, text } of item.get("sort").texts()) {
    const column = text.replace(/^-/, "");
    if (columns.length === 0 || columns.includes(column)) continue;
    found.problems.push(
      spot.wrong(`\`${column}\` is not a column of \`fields\` — ${suggest(column, columns, "")}`),
    );
  }
}
