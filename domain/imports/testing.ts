import { createWriteStream, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { eq } from "drizzle-orm";
import { ZipFile } from "yazl";
import { withSight } from "@/db/client";
import { choiceEvents, choices } from "@/db/schema/choices";
import { customers } from "@/db/schema/customers";
import { openEvidence } from "../choices";
import { customersNamed } from "../customers";
import { customerSealer } from "../customers/keys";
import type { House } from "../house";
import type { Encoding, Tool } from "./catalog";
import { commandContext, importChoices } from "./index";
import type { Fixture, ZipFixture } from "./testing-fixtures";
import { referenceOf, type Who, whoOf } from "./who";

/** Writes a file as a tool exports it. @returns its path. */
export async function fileOf(fixture: Fixture | ZipFixture): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), "import-")), fixture.file);
  if ("content" in fixture) {
    writeFileSync(path, fixture.content);
    return path;
  }
  const zip = new ZipFile();
  for (const { name, content } of fixture.parts) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

/** Brings a file in, as the command does. */
export async function bring(
  house: House,
  {
    path,
    tool,
    map,
    ...more
  }: { path: string; tool: string; map: readonly string[] } & Partial<
    Omit<Parameters<typeof importChoices>[1], "tool" | "encoding"> & { encoding: string }
  >,
) {
  const { encoding, ...rest } = more;
  const options = { ...rest, encoding: encoding as Encoding | undefined };
  return importChoices(await commandContext(house), { ...options, path, map, tool: tool as Tool });
}

/** Where one choice of whoever is known by an address stands, as the fixtures write it. */
export async function standsFor(
  house: House,
  { who, cell, start }: { who: string; cell: string; start: Date },
): Promise<string> {
  const [purpose = "", channel = ""] = cell.split(":");
  const reading = {
    email: who.includes("@") ? who : null,
    phone: who.startsWith("+") ? who : null,
    customerNumber: who,
    ...{ country: null, said: [] },
  };
  const whose: Who | null = whoOf(house, reading);
  const [subject] = whose ? await customersNamed(house, [referenceOf(whose.first)]) : [null];
  if (!subject) return "-";
  const rows = await withSight(house.db, { subjects: [subject.id] }, (tx) => tx.select().from(choices));
  const row = rows.find((one) => one.purpose === purpose && one.channel === channel);
  if (!row) return "-";
  if (row.since === null) return row.state;
  const isNow = row.since >= start;
  const when = isNow ? "now" : row.since.getTime() === 0 ? "unknown" : row.since.toISOString();
  return `${row.state} ${when}`;
}

const RAISING = ["grant", "ask", "unobject"];

/** What each line wrote, by `file:line:purpose:channel`, as the evidence in the ledger says. */
export async function writtenBy(
  house: House,
  { tool, sha256 }: { tool: string; sha256: string },
): Promise<Map<string, string>> {
  const written = new Map<string, string>();
  const everybody = await house.db.orm.select({ id: customers.id }).from(customers);
  for (const { id } of everybody)
    await withSight(house.db, { subjects: [id] }, async (tx) => {
      const sealer = await customerSealer(tx, house.keys, id);
      for (const event of await tx.select().from(choiceEvents).where(eq(choiceEvents.actorId, tool))) {
        const evidence = openEvidence(sealer, event);
        const place = `${evidence?.part ?? evidence?.file}:${evidence?.line}:${event.purpose}:${event.channel}`;
        const isSetting = event.act === "pause" || event.act === "frequency";
        if (evidence?.sha256 === sha256 && !isSetting)
          written.set(place, RAISING.includes(event.act) ? "on" : "off");
      }
    });
  return written;
}
