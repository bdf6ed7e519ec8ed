import { randomUUID } from "node:crypto";
import type { CustomerReference, Operations } from "./api-types.ts";
import { call } from "./call.ts";
import { type Desk, MOST_AT_ONCE } from "./deciding.ts";
import { ForthrightError } from "./fault.ts";

export type Told = Operations["tellChoices"]["body"];
export type ToldChoices = Operations["tellChoices"]["answer"];
export type ToldUse = Operations["tellUses"]["body"]["uses"][number];
export type RecordedUses = Operations["tellUses"]["answer"];
export type WantedLink = Operations["makeLink"]["body"];
export type MadeLink = Operations["makeLink"]["answer"];
export type Obeyed = Operations["tellObeyed"]["body"];
export type RecordedObeyed = Operations["tellObeyed"]["answer"];

/** Your own name for a write. The same write under the same name is done once, whoever sends it again. */
export interface Once {
  idempotencyKey?: string;
}

interface Write {
  path: string;
  body: object;
  idempotencyKey: string;
  /** Members that the answer must have, or it is none. */
  expects: Readonly<Record<string, (value: unknown) => boolean>>;
}

const isText = (value: unknown): boolean => typeof value === "string";

async function write<Answer>(desk: Desk, { path, body, idempotencyKey, expects }: Write): Promise<Answer> {
  const { value } = await call(desk.settings, { path, body: JSON.stringify(body), idempotencyKey });
  const said = (value ?? {}) as Record<string, unknown>;
  if (Object.entries(expects).every(([name, fits]) => fits(said[name]))) return said as Answer;
  const fault = new ForthrightError("unexpected", { detail: "its shape" });
  fault.idempotencyKey = idempotencyKey;
  throw fault;
}

const forget = ({ cache }: Desk, customer: CustomerReference) => cache.forget(JSON.stringify(customer));

/** Tells what a customer chose elsewhere. @throws ForthrightError */
export async function tellChoices(desk: Desk, told: Told, { idempotencyKey = randomUUID() }: Once = {}) {
  const expects = { choices: Array.isArray };
  try {
    return await write<ToldChoices>(desk, { path: "/choices", body: told, idempotencyKey, expects });
  } finally {
    forget(desk, told.customer);
  }
}

/** Makes a link for one customer's message. @throws ForthrightError */
export function makeLink(desk: Desk, wanted: WantedLink, { idempotencyKey = randomUUID() }: Once = {}) {
  return write<MadeLink>(desk, { path: "/links", body: wanted, idempotencyKey, expects: { url: isText } });
}

/** Says that an event is obeyed. @throws ForthrightError */
export function tellObeyed(desk: Desk, told: Obeyed, { idempotencyKey = randomUUID() }: Once = {}) {
  const expects = { event: isText, recorded: (value: unknown) => typeof value === "boolean" };
  return write<RecordedObeyed>(desk, { path: "/obeyed", body: told, idempotencyKey, expects });
}

/** Records what was done, a thousand at a time. @throws ForthrightError; the whole call may be made again. */
export async function recordUses(
  desk: Desk,
  uses: readonly ToldUse[],
  { idempotencyKey = randomUUID() }: Once = {},
): Promise<RecordedUses> {
  const ids: (string | null)[] = [];
  const errors: RecordedUses["errors"][number][] = [];
  for (let from = 0; from < uses.length; from += MOST_AT_ONCE) {
    const part = uses.slice(from, from + MOST_AT_ONCE);
    const name = from === 0 ? idempotencyKey : `${idempotencyKey}.${from / MOST_AT_ONCE}`;
    const said = await recordPart(desk, part, name).catch((error) => {
      if (error instanceof ForthrightError) error.idempotencyKey = idempotencyKey;
      throw error;
    });
    ids.push(...said.ids);
    errors.push(...said.errors.map((one) => ({ ...one, index: one.index + from })));
  }
  return { ids, errors };
}

async function recordPart(
  desk: Desk,
  uses: readonly ToldUse[],
  idempotencyKey: string,
): Promise<RecordedUses> {
  const isEach = (value: unknown) => Array.isArray(value) && value.length === uses.length;
  const expects = { ids: isEach, errors: Array.isArray };
  try {
    return await write<RecordedUses>(desk, { path: "/uses", body: { uses }, idempotencyKey, expects });
  } finally {
    for (const { customer } of uses) forget(desk, customer);
  }
}
