import { afterAll, beforeAll, expect, test } from "vitest";
import { visitHouse } from "./testing";
import { COLUMNS, type Column, type Scene, scene } from "./testing-acts";
import { STATEMENTS, trySql } from "./testing-sql";
import { ACTS, tryVerb } from "./testing-verbs";

/**
 * Who may do which act, written by hand. Tried by the act's verb, as the request comes: with the visit's cookie of a
 * visit that is going on, has run out, was ended, or whose agent was disabled; from within a visit on another
 * customer; and on the agent's own account. "nobody" may cause a message: that is how a sign-in begins.
 */
const BY_VERB = `
                                cust visi supp offi admi audi nobo expi ende disa nest own
account.read                    y    y    -    -    -    -    -    -    -    -    -    -
account.set_locale              y    -    -    -    -    -    -    -    -    -    -    -
activity.read                   y    y    -    -    -    -    -    -    -    -    -    -
alert.hours                     -    -    y    -    -    -    -    -    -    -    -    y
alert.many                      -    -    y    -    -    -    -    -    -    -    -    y
alert.nested                    -    y    -    -    -    -    -    -    -    -    -    -
alert.staff                     -    -    y    -    -    -    -    -    -    -    -    y
alert.ticket                    -    -    y    -    -    -    -    -    -    -    -    y
audit.export                    -    -    -    y    -    y    -    -    -    -    -    -
audit.read                      -    -    -    y    -    y    -    -    -    -    -    -
audit.search                    -    -    -    y    -    y    -    -    -    -    -    -
audit.verify                    -    -    -    y    -    y    -    -    -    -    -    -
choice.confirm                  y    -    -    -    -    -    -    -    -    -    -    -
choice.export                   -    -    -    -    -    -    -    -    -    -    -    -
choice.import                   -    -    -    -    -    -    -    -    -    -    -    -
choice.lower                    -    y    -    -    -    -    -    -    -    -    -    -
choice.read                     y    y    -    -    -    -    -    -    -    -    -    -
choice.set                      y    -    -    -    -    -    -    -    -    -    -    -
choice.signal                   y    -    -    -    -    -    -    -    -    -    -    -
choice.undo                     y    -    -    -    -    -    -    -    -    -    -    -
copy.download                   y    -    -    -    -    -    -    -    -    -    -    -
copy.prepare                    y    -    -    -    -    -    -    -    -    -    -    -
customer.create                 -    -    y    -    -    -    -    -    -    -    -    y
customer.link                   -    -    -    -    -    -    -    -    -    -    -    -
customer.read                   -    -    -    -    -    -    -    -    -    -    -    -
customer.refresh                y    -    y    -    -    -    -    -    -    -    -    y
decision.ask                    -    -    -    -    -    -    -    -    -    -    -    -
held_data.confirm_correction    y    -    -    -    -    -    -    -    -    -    -    -
held_data.correct               y    -    -    -    -    -    -    -    -    -    -    -
held_data.read                  y    y    -    -    -    -    -    -    -    -    -    -
held_data.reveal                y    -    -    -    -    -    -    -    -    -    -    -
held_data.stop_using            y    -    -    -    -    -    -    -    -    -    -    -
key.manage                      -    -    -    -    y    -    -    -    -    -    -    -
key.read                        -    -    -    -    y    y    -    -    -    -    -    -
link.make                       -    -    -    -    -    -    -    -    -    -    -    -
message.send                    y    y    y    y    -    -    y    y    y    y    -    y
obeyed.tell                     -    -    -    -    -    -    -    -    -    -    -    -
request.answer                  -    -    -    y    -    -    -    -    -    -    -    -
request.desk                    -    -    -    y    -    -    -    -    -    -    -    -
request.look                    -    -    -    y    -    -    -    -    -    -    -    -
request.open                    y    y    -    -    -    -    -    -    -    -    -    -
request.read                    y    y    -    y    -    -    -    -    -    -    -    -
request.write                   y    -    -    -    -    -    -    -    -    -    -    -
rules.read                      -    y    y    y    y    y    -    -    -    -    -    y
rules.sign                      -    -    y    y    y    y    -    -    -    -    -    y
session.end                     y    -    -    -    -    -    -    -    -    -    -    -
session.read                    y    -    -    -    -    -    -    -    -    -    -    -
session.renew                   y    -    -    -    -    -    -    -    -    -    -    -
session.start                   -    -    -    -    -    -    -    -    -    -    -    -
source.probe                    -    -    -    -    y    y    -    -    -    -    -    -
staff.add                       -    -    -    -    -    -    -    -    -    -    -    -
staff.disable                   -    -    -    -    -    -    -    -    -    -    -    -
staff.end                       -    -    y    y    y    y    -    -    -    -    -    y
staff.factor                    -    -    y    y    y    y    -    -    -    -    -    y
staff.read                      -    -    y    y    y    y    -    -    -    -    -    y
staff.renew                     -    -    y    y    y    y    -    -    -    -    -    y
staff.start                     -    -    y    y    y    y    -    -    -    -    -    y
terms.decide                    y    -    -    -    -    -    -    -    -    -    -    -
terms.desk                      -    -    -    y    -    y    -    -    -    -    -    -
terms.own                       y    y    -    -    -    -    -    -    -    -    -    -
terms.publish                   -    -    -    y    -    -    -    -    -    -    -    -
terms.shown                     y    -    -    -    -    -    -    -    -    -    -    -
terms.tell                      -    -    -    -    -    -    -    -    -    -    -    -
text.decide                     -    -    y    y    -    -    -    -    -    -    -    y
text.read                       -    -    y    y    -    -    -    -    -    -    -    y
text.receive                    -    -    -    -    -    -    -    -    -    -    -    -
use.read                        y    y    -    -    -    -    -    -    -    -    -    -
use.record                      -    -    -    -    -    -    -    -    -    -    -    -
visit.complain                  y    -    -    -    -    -    -    -    -    -    -    -
visit.end                       -    y    -    -    -    -    -    -    -    -    -    -
visit.find                      -    -    y    -    -    -    -    -    -    -    -    y
visit.link                      -    y    -    -    -    -    -    -    -    -    -    -
visit.list                      y    y    -    -    -    -    -    -    -    -    -    -
visit.own                       -    -    y    -    -    -    -    -    -    -    -    y
visit.reveal                    -    y    -    -    -    -    -    -    -    -    -    -
visit.start                     -    -    y    -    -    -    -    -    -    -    -    -
visit.view                      -    y    -    -    -    -    -    -    -    -    -    -
visit.wish                      y    -    -    -    -    -    -    -    -    -    -    -
webhook.manage                  -    -    -    -    y    -    -    -    -    -    -    -
webhook.read                    -    -    -    -    y    y    -    -    -    -    -    -`;

/**
 * The same without any verb: statements of the app's own role, with the secrets that each column really has, saying
 * what they please. Where "nobody" and a customer get through, that is how a sign-in is written: what no desk may.
 * Whoever ended a visit may begin the next; that it is not to their own account, only the verb can know.
 */
const BY_SQL = `
                                                  cust visi supp offi admi audi nobo expi ende disa nest own
ledger: grant, as staff in the visit              -    -    -    -    -    -    -    -    -    -    -    -
ledger: lower, as staff in the visit              -    y    -    -    -    -    -    -    -    -    -    -
ledger: lower, without saying who asked           -    -    -    -    -    -    -    -    -    -    -    -
ledger: lower, in a visit that is over            -    -    -    -    -    -    -    -    -    -    -    -
ledger: grant, as the customer's open session     y    -    -    -    -    -    -    -    -    -    -    -
ledger: grant, as the customer through the visit  -    -    -    -    -    -    -    -    -    -    -    -
ledger: grant, as staff through the session       -    -    -    -    -    -    -    -    -    -    -    -
ledger: grant, as a system's key                  -    -    -    -    -    -    -    -    -    -    -    -
choice_events: change a line                      -    -    -    -    -    -    -    -    -    -    -    -
choice_events: delete a line                      -    -    -    -    -    -    -    -    -    -    -    -
choices: change the state                         -    -    -    -    -    -    -    -    -    -    -    -
choices: write a state                            -    -    -    -    -    -    -    -    -    -    -    -
choices: delete a state                           -    -    -    -    -    -    -    -    -    -    -    -
choices: read another's                           -    -    -    -    -    -    -    -    -    -    -    -
ledger_heads: move the end                        -    -    -    -    -    -    -    -    -    -    -    -
sessions: begin one                               y    -    -    -    -    -    y    -    -    -    -    -
sessions: take one over                           y    -    -    -    -    -    -    -    -    -    -    -
sessions: make one longer                         -    -    -    -    -    -    -    -    -    -    -    -
sessions: read the hash                           -    -    -    -    -    -    -    -    -    -    -    -
staff_sessions: take a colleague's over           -    -    -    -    -    -    -    -    -    -    -    -
staff_sessions: prove the second factor           -    -    -    -    -    -    -    -    -    -    -    -
staff: take a role                                -    -    -    -    -    -    -    -    -    -    -    -
visits: begin one                                 -    -    y    -    -    -    -    y    y    -    -    y
visits: begin one as a colleague                  -    -    -    -    -    -    -    -    -    -    -    -
visits: make one longer                           -    -    -    -    -    -    -    -    -    -    -    -
visits: open one again                            -    -    -    -    -    -    -    -    -    -    -    -
visits: move one to another                       -    -    -    -    -    -    -    -    -    -    -    -
visits: read the hash                             -    -    -    -    -    -    -    -    -    -    -    -
visit_reveals: reveal a value                     -    y    -    -    -    -    -    -    -    -    -    -
visit_views: note a page                          -    y    -    -    -    -    -    -    -    -    -    -
visit_wishes: say it for them                     y    -    -    -    -    -    -    -    -    -    -    -
visit_wishes: make a code                         y    -    -    -    -    -    -    -    -    -    -    -
customer_settings: change the language            y    -    -    -    -    -    y    -    -    -    -    -
identifiers: change an address                    y    -    -    -    -    -    y    -    -    -    -    -
waiting_corrections: correct                      y    -    -    -    -    -    y    -    -    -    -    -
copies: make one                                  y    -    -    -    -    -    y    -    -    -    -    -
customer_keys: forget them                        y    -    -    -    -    -    y    -    -    -    -    -
customer_joins: reach somebody else               y    -    -    -    -    -    y    -    -    -    -    -
api_keys: make one                                -    -    -    -    y    -    y    -    -    -    -    -
obeyed: say so for a system                       -    -    -    -    -    -    -    -    -    -    -    -
staff: make somebody                              -    -    -    -    -    -    y    -    -    -    -    -
staff_sessions: begin one                         -    -    -    -    -    -    y    -    -    -    -    -
staff_sessions: sign a colleague out              y    -    -    -    -    -    y    -    -    -    -    -
staff: set a colleague's authenticator            y    -    -    -    -    -    y    -    -    -    -    -
staff_recovery_codes: make a colleague's          y    -    -    -    -    -    y    -    -    -    -    -
staff_signatures: sign for a colleague            y    -    -    -    -    -    y    -    -    -    -    -
requests: open one outside of a visit             y    -    -    -    -    -    y    -    -    -    -    -
requests: answer one                              y    -    -    y    -    -    y    -    -    -    -    -
request_messages: write as the brand              y    -    -    y    -    -    y    -    -    -    -    -
audit: change a line                              -    -    -    -    -    -    -    -    -    -    -    -
audit: delete a line                              -    -    -    -    -    -    -    -    -    -    -    -
audit: read another's                             -    -    -    y    -    y    -    -    -    -    -    -
requests: read another's                          -    -    -    y    -    -    -    -    -    -    -    -`;

type Table = Map<string, string>;

const WIDTH = 5;

/** The rows of a table written above: name to marks. */
function read(text: string): Table {
  const [head = "", ...rows] = text.split("\n").slice(1);
  const from = head.search(/\S/u);
  return new Map(rows.map((row) => [row.slice(0, from).trim(), marksOf(row.slice(from))]));
}

const marksOf = (row: string) => COLUMNS.map((_, n) => row[n * WIDTH] ?? " ").join("");

const show = (title: string, expected: Table, actual: Table): string => {
  const names = [...new Set([...expected.keys(), ...actual.keys()])];
  const wide = Math.max(...names.map((name) => name.length));
  const spaced = (marks = "") => [...marks].join(" ").padEnd(COLUMNS.length * 2);
  const lines = names.map((name) => {
    const [want, got] = [expected.get(name), actual.get(name)];
    return `${name.padEnd(wide)}  ${spaced(want)} | ${spaced(got)} | ${want === got ? "same" : "DIFFERENT"}`;
  });
  return [`${title}: expected | actual; columns: ${COLUMNS.join(", ")}`, ...lines, ""].join("\n");
};

let made: Awaited<ReturnType<typeof visitHouse>>;
const scenes = new Map<Column, Scene>();

beforeAll(async () => {
  made = await visitHouse();
  for (const column of COLUMNS) scenes.set(column, await scene(made, column));
}, 60_000);
afterAll(() => made.close());

async function fill(names: readonly string[], attempt: (name: string, at: Scene) => Promise<string>) {
  const actual: Table = new Map(names.map((name) => [name, ""]));
  for (const column of COLUMNS) {
    const at = scenes.get(column);
    for (const name of names) if (at) actual.set(name, `${actual.get(name)}${await attempt(name, at)}`);
  }
  return actual;
}

test("as SQL by the app's role, lying about who it is, no column gets further than expected", async () => {
  const actual = await fill(Object.keys(STATEMENTS), (name, at) => trySql(STATEMENTS[name]?.(at) ?? "", at));
  process.stdout.write(show("As SQL", read(BY_SQL), actual));
  expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(read(BY_SQL)));
}, 60_000);

test("with the context of a request that had begun before its visit was over, nothing is done any more", async () => {
  const over = (["expired", "ended", "disabled"] as const).map((column) => scenes.get(column));
  const done: string[] = [];
  for (const at of over)
    for (const act of ACTS) if (at && (await tryVerb(act, at.presented, at)) === "y") done.push(act);
  expect(done).toEqual([]);
}, 60_000);

test("by its verb, each act is done by just those who may", async () => {
  const acts = ACTS as readonly string[];
  const actual = await fill(acts, (name, at) => {
    const act = ACTS.find((one) => one === name);
    return act ? tryVerb(act, at.ctx, at) : Promise.resolve("?");
  });
  process.stdout.write(show("By verb", read(BY_VERB), actual));
  expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(read(BY_VERB)));
}, 60_000);
