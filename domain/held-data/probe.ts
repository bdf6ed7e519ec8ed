import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import { type Source, say } from "@/domain/brand";
import { observe } from "../access";
import type { Ctx } from "../context";
import type { SourceHealth } from "./catalog";
import { isSourceFailure } from "./sources/failure";
import { heardOf, noted } from "./sources/health";
import { fetchDocument } from "./sources/http";
import { readPostgres } from "./sources/postgres";
import type { SourceHouse } from "./sources/source-house";

/**
 * Asks every source whether it is there, all at once, each within its own timeout, and says what this process
 * heard of it before. No customer is asked for: an `http` source is asked for somebody who does not exist.
 */
export async function probeSources(ctx: Ctx): Promise<SourceHealth[]> {
  await observe(ctx, "source.probe", async () => undefined);
  return Promise.all(ctx.house.brand.sources.map((source) => probe(ctx, source)));
}

async function probe({ house, locale }: Ctx, source: Source): Promise<SourceHealth> {
  const { answeredAt, failedAt, failure } = heardOf(house, source.id);
  const began = performance.now();
  const error = await noted({ house, source: source.id }, () => reach(house, source)).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error !== null && !isSourceFailure(error)) throw error;
  return {
    id: source.id,
    name: say(source.name, locale, house.brand),
    kind: source.kind,
    answered: error === null,
    ms: Math.round(performance.now() - began),
    failure: error?.kind ?? null,
    lately: { answeredAt, failedAt, failure },
  };
}

async function reach(house: SourceHouse, source: Source): Promise<void> {
  if (source.kind === "http") await fetchDocument({ house, source, key: `nobody-${randomUUID()}` });
  else await readPostgres({ house, source }, (ask) => ask("select 1", {}));
}
