import { plainText } from "./plain-text";
import { SourceFailure } from "./sources/failure";
import { sourceOf } from "./sources/open";
import { type Ask, readPostgres } from "./sources/postgres";
import type { SourceHouse } from "./sources/source-house";

/** Who a source says a customer is, as it writes it: not normalised, each may be missing. */
export interface Identity {
  name: string | null;
  email: string | null;
  phone: string | null;
  post: string | null;
  device: string | null;
  locale: string | null;
  country: string | null; // ISO 3166-1 alpha-2
  region: string | null; // ISO 3166-2
  customerNumber: string | null;
}

const COLUMNS = {
  name: "name",
  email: "email",
  phone: "phone",
  post: "post",
  device: "device",
  locale: "locale",
  country: "country",
  region: "region",
  customerNumber: "customer_number",
} as const satisfies Record<keyof Identity, string>;

/** The columns of `identity` that are read, spelt exactly so. */
export const IDENTITY_COLUMNS: readonly string[] = Object.values(COLUMNS);

/**
 * What the source's `identity` says of one customer. Null: it has no such customer, or no `identity`.
 * @throws SourceFailure
 */
export async function readIdentity(
  house: SourceHouse,
  place: { source: string; key: string },
): Promise<Identity | null> {
  const source = sourceOf(house, place.source);
  if (source.kind !== "postgres" || source.find.kind !== "sql") return null;
  const { identity } = source.find;
  return readPostgres({ house, source }, (ask) =>
    askIdentity(ask, { source: source.id, identity, key: place.key }),
  );
}

/** The same inside a transaction that is open already. */
export async function askIdentity(
  ask: Ask,
  at: { source: string; identity: string; key: string },
): Promise<Identity | null> {
  const answer = await ask(
    at.identity,
    { customer_key: at.key },
    (inner) => `select * from (\n${inner}\n) as held_record limit 2`,
  );
  if (answer.rows.length > 1) {
    throw new SourceFailure(at.source, {
      kind: "wrong_shape",
      reason: "identity gave several records for one key",
    });
  }
  const [row] = answer.rows;
  if (!row) return null;
  const value = (name: keyof Identity): string | null => {
    const raw = row[answer.columns.indexOf(COLUMNS[name])] ?? null;
    return raw === null ? null : plainText(raw).trim() || null;
  };
  return {
    name: value("name"),
    email: value("email"),
    phone: value("phone"),
    post: value("post"),
    device: value("device"),
    locale: value("locale"),
    country: value("country"),
    region: value("region"),
    customerNumber: value("customerNumber"),
  };
}
