import { Temporal } from "temporal-polyfill";
import type { Brand } from "@/domain/brand";
import { DomainError } from "../errors";
import { type Clock, clockFor } from "./clocks";
import { dayOf, endOfDay, lastLawfulDay } from "./deadline";
import { jurisdictionOf } from "./jurisdiction";
import { JURISDICTIONS, type JurisdictionId, REQUEST_KINDS, type RequestKind } from "./rules";
import type { LawfulDate } from "./view";

type BrandPlace = Pick<Brand, "timeZone" | "address" | "jurisdictions">;

const whereOf = (brand: BrandPlace) => ({ timeZone: brand.timeZone, country: brand.address.country });

function clock(jurisdiction: JurisdictionId, kind: RequestKind): Clock {
  const found = clockFor(jurisdiction, kind);
  if (!found) throw new Error(`no time limit is known for ${kind} under ${jurisdiction}`);
  return found;
}

/** The law and the last lawful day (YYYY-MM-DD) of a request that comes in now. */
export function startClock(
  brand: BrandPlace,
  asked: { kind: RequestKind; at: Date; place: { country: string | null; region: string | null } },
): { jurisdiction: JurisdictionId; dueOn: string } {
  const jurisdiction = jurisdictionOf(asked.place, brand);
  const received = dayOf(asked.at, brand.timeZone).toString();
  const due = lastLawfulDay(clock(jurisdiction, asked.kind), received, { where: whereOf(brand) });
  return { jurisdiction, dueOn: due ?? received };
}

/**
 * The last lawful day with more time, counted from the day it came in.
 * @throws DomainError `not_offered` where that law gives no more time.
 */
export function extendClock(
  brand: BrandPlace,
  request: { jurisdiction: string; kind: string; openedAt: Date },
): string {
  const row = clock(jurisdictionFrom(request.jurisdiction), kindFrom(request.kind));
  const received = dayOf(request.openedAt, brand.timeZone).toString();
  const day = lastLawfulDay(row, received, { where: whereOf(brand), extended: true });
  if (day === null) throw new DomainError("not_offered", { what: "more_time", law: row.law });
  return day;
}

/** A request's lawful date as pages show it. `now` decides whether it is late. */
export function lawfulDate(
  brand: BrandPlace,
  request: { jurisdiction: string; kind: string; dueOn: string; answeredAt: Date | null },
  now: Date,
): LawfulDate {
  const jurisdiction = jurisdictionFrom(request.jurisdiction);
  const row = clock(jurisdiction, kindFrom(request.kind));
  const deadline = endOfDay(Temporal.PlainDate.from(request.dueOn), brand.timeZone);
  return {
    date: request.dueOn,
    deadline,
    jurisdiction,
    law: row.law,
    period: { unit: row.unit, n: row.n },
    source: row.source,
    late: (request.answeredAt ?? now).getTime() >= deadline.getTime(),
  };
}

/** A stored kind; rows are only ever written with one of ours. */
export const kindFrom = (text: string): RequestKind =>
  REQUEST_KINDS.find((kind) => kind === text) ?? "complain";

const jurisdictionFrom = (text: string): JurisdictionId =>
  JURISDICTIONS.find((one) => one === text) ?? "other";
