import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { imports } from "@/db/schema/imports";
import { newId } from "../random";
import type { Draft } from "./draft";

/** One import as it is kept: which file in which reading, and how far it is. */
export interface ImportRow {
  id: string;
  position: number;
  counts: Record<string, number>;
  finishedAt: Date | null;
}

export interface Same {
  sha256: string;
  tool: string;
  mapping: string;
}

const shown = {
  id: imports.id,
  position: imports.position,
  counts: imports.counts,
  finishedAt: imports.finishedAt,
};

/** The import of that very file in that very reading. */
export async function findImport(tx: Tx, { sha256, tool, mapping }: Same): Promise<ImportRow | undefined> {
  const [row] = await tx
    .select(shown)
    .from(imports)
    .where(and(eq(imports.sha256, sha256), eq(imports.tool, tool), eq(imports.mapping, mapping)));
  return row;
}

/** Begins an import, or takes one over that was ended: whoever had it can write no more. */
export async function beginImport(
  tx: Tx,
  one: Same & { fileName: string; hash: Buffer; known: ImportRow | undefined },
): Promise<ImportRow> {
  const { known, hash, ...values } = one;
  if (known) {
    await tx.update(imports).set({ hash }).where(eq(imports.id, known.id));
    return known;
  }
  const [row] = await tx
    .insert(imports)
    .values({ ...values, hash, id: newId() })
    .returning(shown);
  if (!row) throw new Error("the database gave nothing back");
  return row;
}

export async function finishImport(tx: Tx, id: string): Promise<void> {
  await tx.update(imports).set({ finishedAt: sql`clock_timestamp()` }).where(eq(imports.id, id));
}

/** A batch and how far the file has been read, in one statement. `tx` must see all of its people. */
export async function writeBatch(
  tx: Tx,
  batch: {
    id: string;
    tool: string;
    secret: Buffer;
    from: number;
    to: number;
    counts: Record<string, number>;
    draft: Draft;
  },
): Promise<void> {
  const { id, tool, secret, from, to, counts, draft } = batch;
  const people = [...draft.newcomers.values()];
  const own = <T extends object>(list: (one: (typeof people)[number]) => readonly T[]) =>
    JSON.stringify(people.flatMap((one) => list(one).map((row) => ({ customer: one.person.id, ...row }))));
  await tx.execute(sql`set local statement_timeout = '60s'`);
  await tx.execute(sql`select import_rows(${id}, ${secret.toString("hex")}, ${from}, ${to},
    ${JSON.stringify(counts)}, ${JSON.stringify(people.map(({ person, key }) => ({ id: person.id, key })))},
    ${own(({ identifiers }) => identifiers)}, ${own(({ links }) => links)}, ${tool}, ${JSON.stringify(draft.events)})`);
}
