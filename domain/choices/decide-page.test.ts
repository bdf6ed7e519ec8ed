import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { customerJoins } from "@/db/schema/customers";
import type { Ctx } from "../context";
import { isDomainError } from "../errors";
import type { House } from "../house";
import { tellChoices } from "../systems";
import { testCustomer, testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { receiveText } from "../texts/receive";
import { numberLookup } from "../texts/testing";
import {
  cancelPending,
  decideMany,
  listChoices,
  objectTo,
  pauseChoice,
  resumeChoice,
  setChoice,
  setFrequency,
  stopMarketing,
  TOLD_STATES,
  undoAct,
  withdrawObjection,
} from ".";
import { giveAddress, type Person } from "./testing";
import { testSystem } from "./testing-system";
import type { CellView } from "./view";

let house: House;
let close: () => Promise<void>;
let mail: Ctx;
beforeAll(async () => {
  // Some yeses are over as soon as they are told, because they were given long ago.
  const purposes = tinyBrand().purposes.map((one) =>
    one.id === "picks"
      ? { ...one, renewAfter: "P1D" }
      : one.id === "recalls"
        ? { ...one, confirm: true }
        : one,
  );
  ({ house, close } = await testHouse({ brand: tinyBrand({ purposes }) }));
  mail = await testSystem(house);
});
afterAll(() => close());

const cells = tinyBrand().purposes.flatMap(({ id, channels, optionalChannels }) =>
  channels.length === 0 ? [[id, ""]] : [...channels, ...optionalChannels].map((channel) => [id, channel]),
) as [string, string][];

const TEXTS = ["STOP", "START", "enough", "thanks", "Stop please"];

interface Act {
  verb: (typeof VERBS)[number];
  cell: [string, string];
  /** Whose: the oldest record, or the other. */
  other: boolean;
  number: number;
}
const VERBS = [
  ...["on", "on", "off", "object", "unobject", "pause", "resume", "frequency", "stop", "cancel", "undo"],
  ...["tell", "tell", "join", "address", "lose", "text", "text"],
] as const;

const history = fc.array(
  fc.record({
    verb: fc.constantFrom(...VERBS),
    cell: fc.constantFrom(...cells),
    other: fc.boolean(),
    number: fc.nat(4),
  }),
  { minLength: 4, maxLength: 14 },
);

/** Two records, and the acts that each one's person does through the page or that a system tells. */
class People {
  act: string = crypto.randomUUID();
  joined = false;
  constructor(
    private readonly oldest: Person,
    private readonly newer: Person,
  ) {}

  /** The context of a page: of all the records, once they were found to be one person. */
  of(other: boolean): Ctx {
    const [one, two] = [this.oldest.subject.id, this.newer.subject.id];
    const own = other ? this.newer : this.oldest;
    return { ...own, now: new Date(), subject: this.joined ? { id: one, linked: [two] } : own.subject };
  }

  async do({ verb, cell: [purpose, channel], other, number }: Act): Promise<void> {
    const ctx = this.of(other);
    const cell = { purpose, channel };
    const day = new Date(Date.now() + (number + 2) * 86_400_000).toISOString().slice(0, 10);
    const { id } = (other ? this.newer : this.oldest).subject;
    const acts: Record<string, () => Promise<unknown>> = {
      on: () => setChoice(ctx, { ...cell, to: "on" }),
      off: () => setChoice(ctx, { ...cell, to: "off" }),
      object: () => objectTo(ctx, cell),
      unobject: () => withdrawObjection(ctx, cell),
      pause: () => pauseChoice(ctx, { ...cell, until: day }),
      resume: () => resumeChoice(ctx, cell),
      frequency: () => setFrequency(ctx, { purpose, frequency: number % 2 ? "weekly" : "every" }),
      stop: () => stopMarketing(ctx, {}),
      cancel: () => cancelPending(ctx, cell),
      undo: () => undoAct(ctx, { act: this.act }),
      tell: () => this.tell({ id }, { purpose, channel, number }),
      join: () => this.join(),
      address: () =>
        giveAddress(other ? this.newer : this.oldest, {
          ...{
            kind: number % 2 ? "email" : "phone",
            address: number % 2 ? "b@example.com" : "+353861234567",
          },
          changed: number > 2,
        }),
      text: () => this.text(other, TEXTS[number] ?? ""),
      lose: () =>
        withSight(house.db, { subjects: [id] }, (tx) =>
          tx.execute(`delete from identifiers where kind = '${number % 2 ? "email" : "phone"}'`),
        ),
    };
    const done = await acts[verb]?.();
    if (typeof done === "object" && done && "act" in done && typeof done.act === "string")
      this.act = done.act;
  }

  /** Writes to the brand, from a number that is theirs from then on. */
  private async text(other: boolean, body: string) {
    const ctx = other ? this.newer : this.oldest;
    const from = `+1415${String(Number.parseInt(ctx.subject.id.slice(-6), 16) % 10_000_000).padStart(7, "2")}`;
    const lookup = numberLookup(house, from);
    await giveAddress(ctx, { kind: "phone", address: from, lookup });
    const text = {
      sid: crypto.randomUUID(),
      from,
      to: "+14155550123",
      service: null,
      body,
      understood: null,
    };
    await receiveText({ ...mail, actor: { kind: "nobody" }, now: new Date() }, text);
  }

  private tell(customer: { id: string }, at: { purpose: string; channel: string; number: number }) {
    const { number, ...cell } = at;
    const state = TOLD_STATES[number] ?? "granted";
    const until = state === "paused" ? new Date(Date.now() + 86_400_000) : null;
    const occurredAt = new Date(Date.now() - [0, 1, 3_600_000, 3 * 86_400_000, 0][number]!);
    const evidence = { method: "form", wording: "Yes", locale: "en" };
    return tellChoices(mail, { customer, choices: [{ ...cell, state, until, occurredAt, evidence }] });
  }

  private async join() {
    if (this.joined) return;
    const ids = [this.oldest.subject.id, this.newer.subject.id] as const;
    await withSight(house.db, { subjects: ids }, (tx) =>
      tx.insert(customerJoins).values([
        { customerId: ids[0], otherId: ids[1] },
        { customerId: ids[1], otherId: ids[0] },
      ]),
    );
    this.joined = true;
  }
}

const NO = ["unknown", "withdrawn", "refused", "objected"];

/** What the page tells its reader of one cell: which reasons a decision may have. */
function told(cell: CellView): string[] {
  if (cell.stopped?.state === "stopped") return ["channel_stopped"];
  const chosen = (cell.kind === "switch" && cell.on) || (cell.kind === "objection" && !cell.objected);
  if (cell.stopped && chosen) return ["channel_stopped"];
  if (cell.kind === "not_offered") return cell.because === "not_used" ? ["no_such_channel"] : NO;
  if (cell.kind === "waiting") return ["unconfirmed"];
  if (cell.kind === "objection" && cell.objected) return ["objected"];
  if (cell.kind === "switch" && !cell.on) {
    if (cell.askAgain !== null) return [cell.askAgain === "unconfirmed" ? "unconfirmed" : "expired"];
    return NO;
  }
  if (cell.kind !== "locked" && cell.pausedUntil !== null) return ["paused"];
  if (cell.address === "missing" || cell.address === "unverified") return [`channel_${cell.address}`];
  return [{ switch: "granted", objection: "not_objected", locked: "basis" }[cell.kind]];
}

async function compare(people: People): Promise<void> {
  for (const other of [false, true]) {
    const ctx = people.of(other);
    const customer = { id: ctx.subject?.id ?? "" };
    const rows = (await listChoices(ctx)).bands.flatMap((band) => band.rows);
    const page = rows.flatMap((row) => row.cells.map((cell) => ({ purpose: row.purpose, cell })));
    const decisions = await decideMany(
      mail,
      page.map(({ purpose, cell }) => ({ customer, purpose, channel: cell.channel, items: [] })),
    );
    for (const [index, { purpose, cell }] of page.entries()) {
      const { decision, reason } = decisions[index] ?? {};
      const place = `${purpose} ${cell.channel}`;
      expect({ place, reason, may: told(cell) }).toEqual({
        place,
        reason,
        may: expect.arrayContaining([reason]),
      });
      const yes = ["granted", "not_objected", "basis"].includes(reason ?? "");
      expect({ place, decision }).toEqual({ place, decision: yes ? "allow" : "deny" });
    }
  }
}

test("what the page says and what a system hears never differ, after any history", async () => {
  await fc.assert(
    fc.asyncProperty(history, async (acts) => {
      const [one, two] = [await testCustomer(house), await testCustomer(house)];
      const people = new People(one, two);
      for (const act of acts) {
        await people.do(act).catch((error: unknown) => {
          if (!isDomainError(error)) throw error;
        });
        await compare(people);
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);
