import { type LedgerFault, type LedgerReport, verifyLedgerAt } from "@/domain/choices/verify";
import { type TermsReport, verifyTermsAt } from "@/domain/terms/verify";
import { noteLedgerCheckAt } from "@/domain/watch";
import { type Call, type Command, UsageError } from "./command";
import { withDatabase } from "./database";

const WORDS: Readonly<Record<LedgerFault["kind"], string>> = {
  missing: "is missing, or another stands in its place",
  unlinked: "does not follow the event before it",
  changed: "was changed: its hash is another",
  no_words: "names words that are not kept",
  tail: "is missing: the chain was longer, or its end was changed",
  state: "is not what the customer's state says",
};

async function run(call: Call): Promise<number> {
  const [what, ...more] = call.args;
  if (what !== "ledger" || more.length) throw new UsageError("Say what to verify: ledger.");
  return withDatabase(async ({ appUrl }) => {
    const report = await verifyLedgerAt(appUrl, progress(call));
    const terms = await verifyTermsAt(appUrl);
    await noteLedgerCheckAt(appUrl, checkOf(report, terms));
    tell(call, report, terms);
    return checkOf(report, terms).faults ? 1 : 0;
  });
}

const checkOf = (report: LedgerReport, terms: TermsReport) => ({
  customers: report.customers,
  events: report.events + terms.events,
  faults: report.faults.length + report.changedTexts.length + terms.faults.length,
});

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** A count that stays on its line, on a terminal only. */
function progress(call: Call): (done: number) => void {
  if (call.json || !process.stderr.isTTY) return () => undefined;
  let shown = Date.now();
  return (done) => {
    if (Date.now() - shown < 1_000) return;
    shown = Date.now();
    process.stderr.write(`\r${done} customers …\r`);
  };
}

function tell(call: Call, report: LedgerReport, terms: TermsReport): void {
  for (const hash of report.changedTexts) call.say(`text ${hash}: was changed`);
  for (const fault of report.faults)
    call.say(`customer ${fault.customerId}, event ${fault.seq}: ${WORDS[fault.kind]}`);
  for (const fault of terms.faults)
    call.say(`customer ${fault.customerId}, event ${fault.seq} about terms: ${WORDS[fault.kind]}`);
  const { customers, events, faults } = checkOf(report, terms);
  call.say(
    `${counted(customers, "customer")}, ${counted(events, "event")}: ${faults ? "the ledger does not hold" : "every chain holds"}.`,
  );
  call.answer({ ok: faults === 0, ...report, terms });
}

export const command: Command = { usage: "forthright verify ledger [--json]", run };
