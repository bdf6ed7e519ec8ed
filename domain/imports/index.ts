import { withSightNow } from "@/db/client";
import { observe } from "../access";
import { addressKindOf, canonical } from "../choices";
import { type Ctx, systemContext } from "../context";
import type { House } from "../house";
import { type Encoding, ImportMistake, type ImportReport, type MappedCell, type Tool } from "./catalog";
import type { Row } from "./judge";
import { mappingOf } from "./mapping";
import type { Notes } from "./reading/decode";
import { type ImportFile, openFile } from "./reading/parts";
import { batchesOf } from "./rows";
import {
  BATCH,
  begin,
  finish,
  judgeBatch,
  type Run,
  sourcesAnswer,
  stampOf,
  Tally,
  unpackCounts,
  writeJudged,
} from "./run";
import { findImport } from "./store";
import { noCounts } from "./tally";
import { OPEN } from "./tools";

export { EXPORT_FORMATS, exportChoices } from "./export";

/** What is brought in, and how it is read. */
export interface ImportInput {
  path: string;
  tool: Tool;
  /** `purpose:channel=column`, for each choice that a column speaks of; none for our own file. */
  map: readonly string[];
  encoding?: Encoding | undefined;
  /** Whoever imports says that every address was proved by a link, where a purpose asks for that. */
  vouched?: boolean;
  /** Only says what would happen. */
  dryRun?: boolean;
  /** Hears after each batch how many rows are read, and how much of the file, from 0 to 1. */
  onProgress?: (rows: number, part: number) => void;
  /** Ends the import after the batch in hand; it can go on later. */
  signal?: AbortSignal;
}

/** The context of the import commands. */
export const commandContext = (house: House): Promise<Ctx> =>
  withSightNow(house.db, {}, async (_, now) =>
    systemContext({ house, job: "forthright import", subject: null, now }),
  );

/**
 * Brings in what another tool's export says of people's choices, as a batch after another, each whole with how far the
 * file has been read. The same file again changes nothing; one that was ended goes on where it was.
 * @throws ImportMistake for a file, column or mapping that is not what it should be; DomainError `forbidden`.
 */
export async function importChoices(ctx: Ctx, input: ImportInput): Promise<ImportReport> {
  const { brand } = ctx.house;
  if (input.tool === "forthright" && input.map.length > 0)
    throw new ImportMistake("Our own file says itself which choice is which: leave out --map.");
  if (input.tool !== "forthright" && input.map.length === 0)
    throw new ImportMistake("Say with --map purpose:channel=column which column speaks of which choice.");
  const cells = mappingOf(brand, input.map);
  const file = await openFile(input.path);
  try {
    return await importFile(ctx, { input, file, cells });
  } finally {
    file.close();
  }
}

interface Work {
  input: ImportInput;
  file: ImportFile;
  cells: readonly MappedCell[];
}

async function importFile(ctx: Ctx, work: Work): Promise<ImportReport> {
  const { input, file, cells } = work;
  const { tool, encoding, dryRun = false, vouched = false } = input;
  const mapping = canonical({
    cells: cells.map(({ purpose, channel, column }) => [purpose, channel, column]),
    ...{ encoding: encoding ?? null, vouched },
  });
  const same = { sha256: file.sha256, tool, mapping };
  const run = dryRun ? null : await begin(ctx, file, same);
  const known = run ?? (await observe(ctx, "choice.import", (tx) => findImport(tx, same)));
  const notes: Notes = { otherEncoding: 0, bytes: 0 };
  const told = (tally: Tally, more: Partial<ImportReport>) => reportOf(work, { tally, notes, more });
  if (known?.finishedAt) return told(new Tally(unpackCounts(known.counts)), { already: true });
  const before = run ? unpackCounts(run.counts) : noCounts();
  const asks = !dryRun && (await sourcesAnswer(ctx));
  const { tally, stopped } = await readAll(ctx, work, { run, asks, notes, tally: new Tally(before) });
  if (run && !stopped) await finish(ctx, { run, tally });
  return told(tally, { stopped, sourcesSilent: !asks && !dryRun && ctx.house.brand.sources.length > 0 });
}

interface Reading {
  run: Run | null;
  asks: boolean;
  notes: Notes;
  tally: Tally;
}

async function readAll(ctx: Ctx, work: Work, at: Reading): Promise<{ tally: Tally; stopped: boolean }> {
  const { input, file, cells } = work;
  const { brand } = ctx.house;
  const { run, notes } = at;
  const stamp = await stampOf(ctx, { file, tool: input.tool, vouched: input.vouched ?? false });
  const cellOf = (purpose: string, channel: string): MappedCell => ({
    ...{ purpose, channel, column: "", address: addressKindOf(brand, channel) },
  });
  const rows = { house: ctx.house, file, open: OPEN[input.tool], cells, cellOf, notes, now: ctx.now };
  const batches = batchesOf({ ...rows, encoding: input.encoding, skip: run?.position ?? 0 }, BATCH);
  return inStep(ctx, { ...at, stamp, batches, input, size: file.size });
}

interface Stepping extends Reading {
  stamp: Awaited<ReturnType<typeof stampOf>>;
  batches: AsyncGenerator<Row[]>;
  input: ImportInput;
  size: number;
}

/** While one batch is written the next is read, and judged too where it speaks of nobody of that one. */
async function inStep(ctx: Ctx, at: Stepping): Promise<{ tally: Tally; stopped: boolean }> {
  const { run, stamp, asks, notes, batches, input, size } = at;
  const bringing = { run, stamp, asks };
  let writing = Promise.resolve(at.tally);
  let touched = new Set<string>();
  for await (const batch of batches) {
    const named = new Set(batch.flatMap(({ who }) => who?.keys.map(({ hex }) => hex) ?? []));
    if ([...named].some((hex) => touched.has(hex))) await writing;
    const judged = judgeBatch(ctx, batch, bringing);
    judged.catch(() => undefined);
    const before = await writing;
    touched = named;
    const next = writeJudged(ctx, await judged, { ...bringing, before });
    next.catch(() => undefined);
    writing = next;
    input.onProgress?.(before.counts.rows, Math.min(1, notes.bytes / Math.max(1, size)));
    if (input.signal?.aborted) return { tally: await writing, stopped: true };
  }
  return { tally: await writing, stopped: false };
}

function reportOf(
  { input, file }: Work,
  { tally, notes, more }: { tally: Tally; notes: Notes; more: Partial<ImportReport> },
): ImportReport {
  const { rows, newcomers, undated, outcomes } = tally.counts;
  return {
    ...{ already: false, stopped: false, dryRun: input.dryRun ?? false, tool: input.tool },
    ...{ file: file.name, sha256: file.sha256, rows, newcomers, undated, counts: outcomes },
    ...{ examples: tally.examples, otherEncoding: notes.otherEncoding, sourcesSilent: false, ...more },
  };
}
