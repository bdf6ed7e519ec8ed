import { randomBytes } from "node:crypto";
import { withSight } from "@/db/client";
import { changed, mutate, unchanged } from "../access";
import { mutateEach } from "../access-together";
import { keepTexts, termsInForce } from "../choices";
import type { Ctx } from "../context";
import { findInSources } from "../held-data";
import type { Draft } from "./draft";
import { type Judging, judge, type Row } from "./judge";
import type { ImportFile } from "./reading/parts";
import { beginImport, findImport, finishImport, type ImportRow, type Same, writeBatch } from "./store";
import { packCounts, Tally, unpackCounts } from "./tally";

/** As many rows as one transaction takes. */
export const BATCH = 500;
const TRIES = 8;

/** An import that goes on. */
export interface Run extends ImportRow {
  secret: Buffer;
}

/** Begins, or goes on where an import of this file was ended. */
export async function begin(ctx: Ctx, file: ImportFile, same: Same): Promise<Run> {
  const secret = ctx.house.keys.hash("tokens", randomBytes(32).toString("base64url"));
  const { value } = await mutate(ctx, "choice.import", async (tx) => {
    const known = await findImport(tx, same);
    if (known?.finishedAt) return unchanged({ ...known, secret });
    const row = await beginImport(tx, { ...same, fileName: file.name, hash: secret, known });
    const event = known ? "import_resumed" : "import_started";
    const detail = { event, import: row.id, tool: same.tool, file: file.name, sha256: same.sha256 };
    return changed({ ...row, secret }, { ...detail, position: row.position });
  });
  return value;
}

/** Says that all of the file is in. */
export async function finish(ctx: Ctx, { run, tally }: { run: Run; tally: Tally }): Promise<void> {
  await mutate(ctx, "choice.import", async (tx) => {
    await finishImport(tx, run.id);
    const { rows, newcomers, outcomes } = tally.counts;
    const detail = {
      event: "import_finished",
      import: run.id,
      rows,
      newcomers,
      on: outcomes.on,
      off: outcomes.off,
    };
    return changed(null, detail);
  });
}

/** What is the same for all batches of an import. */
export interface Bringing {
  /** Null: only tried. */
  run: Run | null;
  stamp: Judging["stamp"];
  asks: boolean;
}

/** A batch that is judged, and may be written. */
export interface Judged {
  rows: readonly Row[];
  draft: Draft;
  tally: Tally;
}

/** Judges a batch by what stands now. */
export async function judgeBatch(ctx: Ctx, rows: readonly Row[], { stamp, asks }: Bringing): Promise<Judged> {
  const tally = new Tally();
  return { rows, tally, draft: await judge(ctx, rows, { stamp, asks, tally }) };
}

/**
 * Writes a batch after those before it; where somebody else wrote meanwhile, it is judged again.
 * @returns what all of them came to.
 */
export async function writeJudged(
  ctx: Ctx,
  first: Judged,
  { before, ...at }: Bringing & { before: Tally },
): Promise<Tally> {
  let judged = first;
  for (let tries = 1; ; tries += 1) {
    const tally = before.with(judged.tally);
    if (!at.run) return tally;
    try {
      const rows = first.rows.length;
      await write(ctx, { run: at.run, tool: at.stamp.tool, draft: judged.draft, tally, rows });
      return tally;
    } catch (error) {
      if (tries >= TRIES || !isRetry(error)) throw error;
      judged = await judgeBatch(ctx, first.rows, at);
    }
  }
}

async function write(
  ctx: Ctx,
  { run, tool, draft, tally, rows }: { run: Run; tool: string; draft: Draft; tally: Tally; rows: number },
): Promise<void> {
  const lines = linesOf(run, draft);
  const to = run.position + rows;
  await mutateEach(ctx, "choice.import", {
    subjects: [...draft.records],
    async write(tx) {
      const { texts } = await termsInForce(tx, ctx);
      if (draft.texts.size > 0) await keepTexts(tx, ctx.house, [...draft.texts.values(), ...texts]);
      const counts = packCounts(tally.counts);
      const { id, secret, position: from } = run;
      await writeBatch(tx, { id, tool, secret, from, to, counts, draft });
      return { value: null, lines };
    },
  });
  run.position = to;
}

function linesOf(run: Run, draft: Draft): Map<string, { import: string; changes: string[]; seq: number }> {
  const lines = new Map<string, { import: string; changes: string[]; seq: number }>();
  for (const { customer, act, purpose, channel, seq } of draft.events) {
    const line = lines.get(customer) ?? { import: run.id, changes: [], seq };
    line.changes.push([act, purpose, channel].filter(Boolean).join(" "));
    lines.set(customer, { ...line, seq });
  }
  return lines;
}

/** Somebody was written meanwhile, has got an owner, or two waited for each other. */
function isRetry(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    if ("code" in at && ["FT004", "23505", "40P01", "40001"].includes(String(at.code))) return true;
  return false;
}

/** Whether the brand's sources can be asked about people; one that does not answer would hold up every row. */
export async function sourcesAnswer(ctx: Ctx): Promise<boolean> {
  if (ctx.house.brand.sources.length === 0) return false;
  const { failed } = await findInSources(ctx.house, { email: "nobody@invalid.example" });
  return failed.length === 0;
}

/** What is the same for all events of one import. */
export async function stampOf(
  ctx: Ctx,
  { file, tool, vouched }: { file: ImportFile; tool: string; vouched: boolean },
) {
  const terms = await withSight(ctx.house.db, {}, (tx) => termsInForce(tx, ctx));
  return {
    ...{ tool, vouched, sha256: file.sha256, file: file.name, locale: ctx.locale },
    ...{ brandHash: ctx.house.brand.hash, terms: terms.list },
  };
}

export { Tally, unpackCounts };
