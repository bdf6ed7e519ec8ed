import type { ActivityEntry } from "@/domain/activity/catalog";
import type { Brand } from "@/domain/brand";
import type { Said } from "@/domain/brand/text";
import type { ChoicesView } from "@/domain/choices/catalog";
import type { HeldCard, KeptUntil, Shown } from "@/domain/held-data/catalog";
import type { RequestView } from "@/domain/requests/catalog";
import type { Missing } from "./catalog";

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** One value: as its owner reads it, whole, and as a program takes it. */
export interface CopyValue {
  shown: Shown;
  data: Json;
}

export interface CopyColumn {
  column: string;
  name: Said;
}

/** What is held of one item. The rows of a list are read apart, a batch at a time. */
export type CopyContent =
  | { kind: "field"; value: CopyValue }
  | { kind: "row"; fields: (CopyColumn & { value: CopyValue })[] }
  | { kind: "list"; columns: CopyColumn[] }
  | { kind: "nothing" }
  | { kind: "missing"; why: Missing };

export interface CopyItem {
  card: HeldCard;
  kept: KeptUntil;
  content: CopyContent;
}

/** An address or number by which the person is known here. */
export interface CopyIdentifier {
  kind: string;
  value: string;
  verifiedAt: Date | null;
}

/** Everything a copy is made of. What can be long is read while it is written. */
export interface CopyParts {
  brand: Brand;
  locale: string;
  madeAt: Date;
  items: CopyItem[];
  identifiers: CopyIdentifier[];
  choices: ChoicesView;
  requests: RequestView[];
  /** @throws ListBroke when its source fails half-way. */
  rows(item: string): AsyncIterable<CopyValue[][]>;
  activity(): AsyncIterable<ActivityEntry[]>;
}

/** The rows of a list that its source stopped giving. Told apart by `name`, never by `instanceof`. */
export class ListBroke extends Error {
  override readonly name = "ListBroke";
  readonly why: Missing;
  constructor(why: Missing) {
    super(why);
    this.why = why;
  }
}

export const isListBroke = (error: unknown): error is ListBroke =>
  error instanceof Error && error.name === "ListBroke" && "why" in error;

/** The file of a list in the archive. Item ids are plain (letters, digits, `_`, `.`, `-`). */
export const csvName = (item: string): string => `lists/${item.replaceAll(/[^A-Za-z0-9_-]/gu, "_")}.csv`;
