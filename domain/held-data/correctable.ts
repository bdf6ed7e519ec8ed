import type { Item, PostgresSource } from "@/domain/brand";
import type { Ctx } from "../context";
import { normaliseEmail, normalisePhone } from "../customers/normalise";
import { DomainError } from "../errors";
import type { Act } from "../policy";
import { askIdentity, type Identity } from "./identity";
import { keyIn } from "./places";
import { plainText } from "./plain-text";
import { sourceOf } from "./sources/open";
import { readPostgres } from "./sources/postgres";
import { postgresReading } from "./sources/postgres-reading";
import type { Values } from "./typed";

/** What there is to correct: where it lies, what it says now, and who its source says the person is. */
export interface Correctable {
  source: PostgresSource;
  key: string;
  held: Values;
  nothingHeld: boolean;
  identity: Identity | null;
}

/**
 * Looks at what an item says now, at one moment with its source's identity.
 * @throws DomainError `not_found` where nothing is held about the person there; SourceFailure.
 */
export async function readCorrectable(ctx: Ctx, at: { item: Item; act: Act }): Promise<Correctable> {
  const { item } = at;
  const { house } = ctx;
  const source = sourceOf(house, item.source);
  const key = await keyIn(ctx, { source: source.id, act: at.act });
  if (source.kind !== "postgres" || key === null) throw new DomainError("not_found", { item: item.id });
  return readPostgres({ house, source }, async (ask) => {
    const { find } = source;
    const reading = postgresReading(ask, { source: source.id, key });
    const held: Values = {};
    if (item.shape === "field") {
      const raw = (await reading.field(item.read)) ?? null;
      held.value = raw === null ? null : plainText(raw);
    } else {
      const columns = item.fields.map(({ column }) => column);
      const row = await reading.row(item.read, columns);
      for (const column of columns) held[column] = row?.[column] ? plainText(row[column]) : null;
    }
    const nothingHeld = Object.values(held).every((value) => value === null);
    const identity =
      find.kind === "sql"
        ? await askIdentity(ask, { source: source.id, identity: find.identity, key })
        : null;
    return { source, key, held, nothingHeld, identity };
  });
}

/** What a correction would do to the addresses that the person is known by. */
export type Reach = "email" | "phone" | "none";

/** Whether the identity that a write leads to reaches the person elsewhere than before. */
export function reachChange(
  ctx: Ctx,
  identities: { before: Identity | null; after: Identity | null },
): Reach {
  const { before, after } = identities;
  if (!before || !after) return "none";
  const { phoneCountry } = ctx.house.brand;
  const phone = ({ phone: text, country }: Identity) => normalisePhone(text, { country, phoneCountry });
  if (
    normaliseEmail(after.email) !== normaliseEmail(before.email) ||
    blank(after.email) !== blank(before.email)
  )
    return "email";
  return phone(after) !== phone(before) || blank(after.phone) !== blank(before.phone) ? "phone" : "none";
}

const blank = (text: string | null): boolean => (text ?? "").trim() === "";

/** The same before anything was written, by what is held and typed: for a role that cannot read identities. */
export function expectedReach(
  ctx: Ctx,
  at: { item: Item; values: Values; held: Values; identity: Identity | null },
): Reach {
  const { item, values, held, identity } = at;
  if (!identity) return "none";
  const { phoneCountry } = ctx.house.brand;
  const phone = (text: string | null) => normalisePhone(text, { country: identity.country, phoneCountry });
  for (const [name, value] of Object.entries(values)) {
    const was = held[name] ?? null;
    if (value === was) continue;
    const format = name === "value" ? item.format : item.fields.find(({ column }) => column === name)?.format;
    const isEmail =
      was === null
        ? format === "email" && identity.email === null
        : same(normaliseEmail, was, identity.email);
    if (isEmail) return normaliseEmail(value) === normaliseEmail(was) ? "none" : "email";
    const isPhone =
      was === null ? format === "phone" && identity.phone === null : same(phone, was, identity.phone);
    if (isPhone) return phone(value) === phone(was) ? "none" : "phone";
  }
  return "none";
}

function same(
  normalise: (text: string | null) => string | null,
  one: string | null,
  other: string | null,
): boolean {
  const normalised = normalise(one);
  return normalised !== null && normalised === normalise(other);
}
