import type { ActivityEntry } from "@/domain/activity/catalog";
import type { CellView, ChoicesView } from "@/domain/choices/catalog";
import type { RequestView } from "@/domain/requests/catalog";
import type { Json } from "./content";

const at = (date: Date | null): string | null => date?.toISOString() ?? null;

/** Where each purpose and channel stands, for programs. */
export const choicesJson = (choices: ChoicesView): Json =>
  choices.bands.flatMap(({ rows }) =>
    rows.map((row) => ({
      purpose: row.purpose,
      name: row.name.text,
      basis: row.basis,
      frequency: row.frequency?.value ?? null,
      channels: row.cells.map((cell) => ({ channel: cell.channel || null, ...standingJson(cell) })),
    })),
  );

function standingJson(cell: CellView): { [name: string]: Json } {
  const changed_at = at(cell.last?.at ?? null);
  switch (cell.kind) {
    case "switch":
      return {
        ...{ state: cell.on ? "on" : "off", paused_until: at(cell.pausedUntil) },
        ...{ expires_at: at(cell.expiresAt), changed_at },
      };
    case "waiting":
      return { state: "waiting", asked_at: at(cell.askedAt), changed_at };
    case "objection":
      return {
        ...{ state: cell.objected ? "objected" : "on", paused_until: at(cell.pausedUntil), changed_at },
      };
    case "locked":
      return { state: "always_on" };
    case "not_offered":
      return { state: "not_offered" };
  }
}

/** One request with everything written about it, for programs. */
export const requestJson = (request: RequestView): Json => ({
  ...{ id: request.id, reference: request.reference, kind: request.kind, item: request.item?.text ?? null },
  ...{ opened_at: at(request.openedAt), state: request.state, text: request.text },
  due: { date: request.due.date, law: request.due.law, source: request.due.source },
  extension: request.extension && {
    ...{ from: request.extension.from, at: at(request.extension.at), because: request.extension.because },
  },
  messages: request.messages.map(({ from, at: written, text }) => ({ from, at: at(written), text })),
  answer: request.answer && {
    ...{ outcome: request.answer.outcome, at: at(request.answer.at), text: request.answer.text },
    refusals: request.answer.refusals.map(({ item, because, law }) => ({ item: item.text, because, law })),
  },
});

/** One line of Activity for programs: dates as text, names as their words. */
export function entryJson(entry: ActivityEntry): Json {
  const plain: Json = JSON.parse(JSON.stringify(entry, (name, value) => named(name, value)));
  return plain;
}

/** Words with their language are only words here. */
function named(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("lang" in value) || !("text" in value)) return value;
  return value.text;
}
