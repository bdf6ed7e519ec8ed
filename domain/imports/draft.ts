import { cellKey, EVIDENCE, type Judged, type Shown, type Step, wordsElsewhere } from "../choices";
import { newId } from "../random";
import type { Said } from "./catalog";
import type { Person } from "./facts";
import type { Newcomer } from "./newcomers";
import type { Place } from "./tally";

/** One event as the database's `ledger_write` takes it. */
export interface DraftEvent {
  customer: string;
  /** The place in the chain that it was planned for. */
  seq: number;
  id: string;
  act_id: string;
  purpose: string;
  channel: string;
  act: string;
  paused_until: Date | null;
  frequency: string | null;
  shown: string;
  locale: string;
  brand: string;
  terms: string;
  occurred_at: Date | null;
  /** Sealed, base64. */
  evidence: string;
}

/** What is the same for every event of an import. */
export interface Stamp {
  tool: string;
  sha256: string;
  file: string;
  vouched: boolean;
  locale: string;
  brandHash: string;
  terms: string;
}

/** What one batch is going to write. */
export class Draft {
  readonly events: DraftEvent[] = [];
  readonly newcomers = new Map<string, Newcomer>();
  readonly texts = new Map<string, Shown>();
  /** All records of everybody who is written about: what stands on another record of a person is kept only if it is seen. */
  readonly records = new Set<string>();

  constructor(
    private readonly stamp: Stamp,
    private readonly now: Date,
  ) {}

  /** Adds the events of one choice and moves what stands, so that the next row is judged by it. */
  write(person: Person, at: { said: Said; steps: readonly Step[]; place: Place; actId: string }): void {
    const { said, steps, place, actId } = at;
    const evidence = this.evidence(said, place);
    for (const record of [person.id, ...person.linked]) this.records.add(record);
    for (const step of steps) {
      const shown = wordsElsewhere(step);
      this.texts.set(shown.hash, shown);
      person.seq += 1;
      const { locale, brandHash: brand, terms } = this.stamp;
      this.events.push({
        ...{ customer: person.id, seq: person.seq, id: newId(), act_id: actId },
        ...{ purpose: step.purpose.id, channel: step.channel, act: step.act, locale, brand, terms },
        ...{ paused_until: step.pausedUntil ?? null, frequency: step.frequency ?? null, shown: shown.hash },
        occurred_at: step.act === "pause" || step.act === "frequency" ? null : said.at,
        evidence: person.sealer?.().seal(EVIDENCE, evidence).toString("base64") ?? "",
      });
      const key = cellKey(step.purpose.id, step.channel);
      person.cells.set(
        key,
        this.after(step, { said, before: person.cells.get(key) ?? null, seq: person.seq }),
      );
    }
  }

  /** Who it was brought in from, and where exactly it stood, as RFC 8785 asks. What the file does not say is unknown. */
  private evidence({ word, at }: Said, { file, line }: Place): string {
    const { tool, sha256, file: name, vouched } = this.stamp;
    return JSON.stringify({
      ...(vouched ? { addresses: "said to be confirmed by whoever imported" } : {}),
      ...{ file: name, line: String(line), method: "import" },
      ...(file === name ? {} : { part: file }),
      ...{ said: word.slice(0, 200), said_at: at?.toISOString() ?? "unknown", sha256, tool },
    });
  }

  /** The same as the ledger will say. */
  private after(step: Step, at: { said: Said; before: Judged | null; seq: number }): Judged {
    const { said, before, seq } = at;
    const isSetting = step.act === "pause" || step.act === "frequency";
    const since = isSetting ? (before?.since ?? null) : sinceOf(step, { said, before, now: this.now });
    return {
      ...{
        seq,
        state: STATE[step.act] ?? before?.state ?? "unset",
        since,
        at: this.now,
        by: "import",
        hash: "",
      },
      pausedUntil: step.pausedUntil ?? before?.pausedUntil ?? null,
      frequency: step.frequency ?? before?.frequency ?? null,
      ...{
        decidedAt: since,
        decidedHere: isSetting ? (before?.decidedHere ?? false) : false,
        actedHereAt: null,
      },
    };
  }
}

const STATE: Partial<Record<Step["act"], Judged["state"]>> = {
  grant: "granted",
  ask: "pending",
  withdraw: "withdrawn",
  cancel: "refused",
  object: "objected",
  unobject: "not_objected",
};

const RAISING: ReadonlySet<Step["act"]> = new Set(["grant", "ask", "unobject"]);

function sinceOf(step: Step, at: { said: Said; before: Judged | null; now: Date }): Date {
  const { said, before, now } = at;
  if (RAISING.has(step.act)) return said.at ?? new Date(0);
  const told = said.at ?? now;
  return before?.since && before.since > told ? before.since : told;
}
