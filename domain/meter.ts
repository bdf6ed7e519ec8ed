import type { Actor, Ctx } from "./context";
import type { House } from "./house";
import type { Act } from "./policy";

/**
 * What is counted, and the words by which each is told apart: of lists in code or in the brand folder, never of what
 * somebody sent, so that nothing of a person is among them and their number has an end.
 */
export interface Counted {
  /** Acts that changed something, by who did them. */
  acts: { act: Act; by: Actor["kind"] };
  /** Choices that were written to the ledger. */
  choices: { by: Actor["kind"] };
  decisions: { answer: "allow" | "deny" };
  jobs: { job: string; outcome: "done" | "failed" };
  /** Asked whether somebody is within a limit. */
  limits: { limit: string; outcome: "within" | "over" };
  /** Mail and texts that were handed over, or not. */
  messages: { way: "email" | "text"; outcome: "sent" | "not_sent" };
  /** Looks into a source of the brand's: `answered`, or which kind of failure. */
  source_reads: { source: string; outcome: string };
  /** Attempts to deliver a webhook: `delivered`, `failed`, `throttled`, `gone`; and what was given up. */
  webhooks: { outcome: string };
}

/** Counts what happens in this process, for whoever operates it. What is counted is never in the way of the work. */
export interface Meter {
  count<Name extends keyof Counted>(name: Name, labels: Counted[Name], by?: number): void;
  /** How long a look into a source took. */
  sourceTook(source: string, seconds: number): void;
}

/** Counts an act that is kept, by its lines in the audit. A line about choices names each that was written. */
export function countAct(
  { house: { meter }, actor }: Ctx,
  act: Act,
  lines: readonly { readonly changes?: unknown }[],
): void {
  if (!meter || lines.length === 0) return;
  meter.count("acts", { act, by: actor.kind }, lines.length);
  const choices = lines.reduce((sum, { changes }) => sum + (Array.isArray(changes) ? changes.length : 0), 0);
  if (choices > 0 && act.startsWith("choice.")) meter.count("choices", { by: actor.kind }, choices);
}

/** Two counts, however many were asked. */
export function countDecisions(
  { meter }: House,
  decisions: readonly { readonly decision: "allow" | "deny" }[],
): void {
  if (!meter) return;
  let allowed = 0;
  for (const { decision } of decisions) if (decision === "allow") allowed += 1;
  const denied = decisions.length - allowed;
  if (allowed > 0) meter.count("decisions", { answer: "allow" }, allowed);
  if (denied > 0) meter.count("decisions", { answer: "deny" }, denied);
}
