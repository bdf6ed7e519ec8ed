import { parseArgs } from "node:util";
import { isDomainError } from "@/domain/errors";
import type { House } from "@/domain/house";
import { answerRequest, listOpenRequests } from "@/domain/requests";
import { AnswerRequestInput, type OfficerRequest, OUTCOMES } from "@/domain/requests/catalog";
import { type Call, type Command, UsageError } from "./command";
import { withHouse } from "./house";
import { writtenText } from "./written-text";

const USAGE = `forthright request list
       forthright request answer ID [--outcome ${OUTCOMES.join("|")}] [--text WORDS]
                 [--refuse ITEM=REASON]… [--brand FOLDER] [--json]`;

async function run(call: Call): Promise<number> {
  const [what, ...more] = call.args;
  if (what === "list" && more.length === 0) return withHouse(call, (house) => list(call, house));
  if (what === "answer") return answer(call, more);
  throw new UsageError("Say what to do: list, or answer ID.");
}

/** Every open request, soonest lawful date first. */
async function list(call: Call, house: House): Promise<number> {
  const open = await listOpenRequests(house);
  for (const request of open) for (const line of linesOf(request)) call.say(line);
  call.say(open.length === 0 ? "No request is open." : `${open.length} open.`);
  call.answer(open);
  return 0;
}

function linesOf(request: OfficerRequest): string[] {
  const { due, who, messages } = request;
  const about = [request.kind, ...(request.item ? [request.item] : [])].join(" ");
  const when = `due ${due.date}${due.late ? ", LATE" : ""}${request.extended ? ", extended" : ""}`;
  const from = who.map(({ kind, value }) => `${kind} ${value}`).join(", ") || request.customerId;
  return [
    `${request.reference}  ${about}  ${when}  (${due.source})`,
    plain(`  from ${from}, ${request.openedAt.toISOString()}`),
    ...(request.text ? [plain(`  “${request.text}”`)] : []),
    ...messages.map(({ from: by, text }) => plain(`  ${by === "you" ? "customer" : "we"}: ${text}`)),
  ];
}

/** What strangers wrote must not steer the terminal. */
const plain = (text: string): string =>
  text.replaceAll(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, "\ufffd").replaceAll("\n", "\n    ");

async function answer(call: Call, args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      outcome: { type: "string", default: "done" },
      text: { type: "string" },
      refuse: { type: "string", multiple: true, default: [] },
    },
  });
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0) throw new UsageError("Name one request, such as R-4F9C21AA.");
  const text = await writtenText(values.text, `Your answer to ${id}. The customer reads these words.`);
  const parsed = AnswerRequestInput.safeParse({
    ...{ id, text, outcome: values.outcome, refusals: values.refuse.map(refusalOf) },
  });
  if (!parsed.success) throw new UsageError(parsed.error.issues.map(explain).join("\n"));
  return withHouse(call, (house) => send(call, house, parsed.data));
}

function refusalOf(words: string): { item: string; because: string } {
  const [item = "", ...because] = words.split("=");
  return { item: item.trim(), because: because.join("=") };
}

const explain = (issue: { path: PropertyKey[]; message: string }): string =>
  `${issue.path.map(String).join(".")}: ${issue.message}`;

async function send(call: Call, house: House, input: AnswerRequestInput): Promise<number> {
  try {
    const { reference } = await answerRequest(house, input);
    call.say(`${reference}: ${input.outcome}. The customer is told by mail.`);
    call.answer({ reference, outcome: input.outcome });
    return 0;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    process.stderr.write(`${WHY[error.code] ?? error.code}\n`);
    return 1;
  }
}

const WHY: Readonly<Record<string, string>> = {
  not_found: "There is no such request. See: forthright request list",
  conflict:
    "It is answered already, or more time was taken before. With two of that name, give the whole id.",
  not_offered: "The law that holds for this person gives no more time.",
  expired: "More time must be told before the first date is over. Answer it now.",
  invalid:
    "Each --refuse names a held item of the brand folder, done_in_part needs at least one, and done has none.",
};

export const command: Command = { usage: USAGE, run };
