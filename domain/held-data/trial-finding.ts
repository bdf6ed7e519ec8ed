import { isCountry, readSqlParameters, type Source } from "@/domain/brand";
import { findInSources } from "./find";
import { follow } from "./find-follow";
import type { FindResult, Found, Proof } from "./found";
import { IDENTITY_COLUMNS, type Identity, readIdentity } from "./identity";
import { readPostgres } from "./sources/postgres";
import type { SourceHouse } from "./sources/source-house";
import { type Trial, timed } from "./trial-run";

/** A customer of the source that finds people, as `check` was given them. */
export interface Tried {
  source: Source;
  key: string;
}

/**
 * Tries who the source says its customer is, and whether every source finds them by that.
 * @returns the customer's keys, also of the sources that take theirs from elsewhere.
 */
export async function* tryFinding(
  house: SourceHouse,
  tried: Tried,
): AsyncGenerator<Trial, ReadonlyMap<string, string>> {
  const { source, key } = tried;
  const own: Found = { source: source.id, key, identity: null };
  if (source.find.kind === "sql") {
    yield await timed({ source: source.id, item: null, what: "identity" }, async () => {
      own.identity = await readIdentity(house, { source: source.id, key });
      return tellIdentity(house, { ...tried, identity: own.identity });
    });
  }
  const found = [own];
  const proof = proofOf(tried, own.identity);
  if (proof && source.find.kind === "sql") {
    const result = await findInSources(house, proof);
    const sql = new Set(house.brand.sources.flatMap(({ id, find }) => (find.kind === "sql" ? [id] : [])));
    for (const id of sql) yield await tryOne({ tried, id, proof, result });
    found.push(...result.found.filter((one) => sql.has(one.source) && one.source !== source.id));
  }
  follow(house.brand.sources, { proof: proof ?? { customerNumber: "" }, found });
  return new Map(found.map((one) => [one.source, one.key]));
}

/** What the person would prove to hold: the first that the source asks for and has. */
function proofOf({ source, key }: Tried, identity: Identity | null): Proof | null {
  const { find } = source;
  const named: readonly string[] =
    find.kind === "sql"
      ? readSqlParameters(find.findCustomer).map(({ name }) => name)
      : find.kind === "identifier"
        ? [find.identifier]
        : [];
  const given = (name: string, value: string | null | undefined) =>
    named.includes(name) ? (find.kind === "sql" ? value : key) : null;
  const email = given("email", identity?.email);
  if (email) return { email };
  const phone = given("phone", identity?.phone);
  if (phone) return { phone };
  const customerNumber = given("customer_number", identity?.customerNumber);
  return customerNumber ? { customerNumber } : null;
}

async function tellIdentity(
  house: SourceHouse,
  at: Tried & { identity: Identity | null },
): Promise<Partial<Trial>> {
  const { identity } = at;
  if (!identity) return { rows: 0, problem: "gives no such customer" };
  const undeclared = await unreadColumns(house, at);
  const problems = [
    ...undeclared.flatMap(misspelt),
    ...unreachable(at, identity),
    ...(identity.country === null || isCountry(identity.country.toUpperCase())
      ? []
      : ["`country` is no code of ISO 3166-1 such as DE or GB, so the person's law is not known"]),
  ];
  const columns = Object.entries(identity).flatMap(([name, value]) => (value === null ? [] : [name]));
  return { rows: 1, columns, undeclared, problem: problems.join("; ") || null };
}

async function unreadColumns(house: SourceHouse, { source, key }: Tried): Promise<string[]> {
  if (source.kind !== "postgres" || source.find.kind !== "sql") return [];
  const { identity } = source.find;
  const { columns } = await readPostgres({ house, source }, (ask) =>
    ask(identity, { customer_key: key }, (inner) => `select * from (\n${inner}\n) as held_record limit 0`),
  );
  return columns.filter((column) => !IDENTITY_COLUMNS.includes(column));
}

const letters = (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, "");

function misspelt(column: string): string[] {
  const meant = IDENTITY_COLUMNS.find((name) => letters(name) === letters(column));
  return meant ? [`\`${column}\` is not read — write \`as ${meant}\``] : [];
}

function unreachable(tried: Tried, identity: Identity): string[] {
  if (identity.email === null && identity.phone === null)
    return ["gives no email and no phone, so no code can reach this customer"];
  return proofOf(tried, identity)
    ? []
    : ["gives nothing that `find_customer` asks for, so this customer cannot sign in"];
}

function tryOne(at: { tried: Tried; id: string; proof: Proof; result: FindResult }): Promise<Trial> {
  const { tried, id, proof, result } = at;
  return timed({ source: id, item: null, what: "find_customer" }, async () => {
    const failed = result.failed.find((one) => one.source === id);
    if (failed) return { problem: failed.reason };
    if (result.ambiguous.includes(id))
      return { problem: "two keys count, or more than 20 are proposed: no one is let in" };
    const found = result.found.find((one) => one.source === id);
    const problem = id === tried.source.id && found?.key !== tried.key ? missed(proof, found) : null;
    return { rows: found ? 1 : 0, columns: ["customer_key"], problem };
  });
}

/** Why the very customer whose identity this is was not found by it. */
function missed(proof: Proof, found: Found | undefined): string {
  const [by, hint] =
    "email" in proof
      ? ["email", "compare `lower(email) = lower(:email)`"]
      : "phone" in proof
        ? ["phone", "compare with `:phone`, which is written like +353861234567"]
        : ["customer number", "compare with `:customer_number`"];
  if (found) return `finds another customer by this ${by}`;
  return `does not find this customer by the ${by} that \`identity\` gives — ${hint}`;
}
