/** Who comes: one column each. `nested` tries it from within a visit to somebody else, `own` on their own account. */
export const COLUMNS = [
  "customer",
  "visit",
  "support",
  "officer",
  "admin",
  "auditor",
  "nobody",
  "expired",
  "ended",
  "disabled",
  "nested",
  "own",
] as const;
export type Column = (typeof COLUMNS)[number];

/**
 * Who may do which act through the app, written by hand: by its form or page, and by the call behind the form. The
 * desk's own addresses are outside of any visit: whoever is in one, or was, is support there. Systems' acts have
 * endpoints alone, which no cookie opens.
 */
const TABLE = `
                       cust visi supp offi admi audi nobo expi ende disa nest own
account.set_locale     y    -    -    -    -    -    -    -    -    -    -    -
audit.export           -    -    -    y    -    y    -    -    -    -    -    -
audit.read             -    -    -    y    -    y    -    -    -    -    -    -
audit.search           -    -    -    y    -    y    -    -    -    -    -    -
audit.verify           -    -    -    y    -    y    -    -    -    -    -    -
choice.lower           -    y    -    -    -    -    -    -    -    -    -    -
choice.set             y    -    -    -    -    -    -    -    -    -    -    -
choice.undo            y    -    -    -    -    -    -    -    -    -    -    -
copy.download          y    -    -    -    -    -    -    -    -    -    -    -
copy.prepare           y    -    -    -    -    -    -    -    -    -    -    -
customer.create        -    -    -    -    -    -    -    -    -    -    -    -
customer.read          -    -    -    -    -    -    -    -    -    -    -    -
decision.ask           -    -    -    -    -    -    -    -    -    -    -    -
held_data.correct      y    -    -    -    -    -    -    -    -    -    -    -
held_data.stop_using   y    -    -    -    -    -    -    -    -    -    -    -
key.manage             -    -    -    -    y    -    -    -    -    -    -    -
key.read               -    -    -    -    y    y    -    -    -    -    -    -
link.make              -    -    -    -    -    -    -    -    -    -    -    -
obeyed.tell            -    -    -    -    -    -    -    -    -    -    -    -
request.answer         -    -    -    y    -    -    -    -    -    -    -    -
request.desk           -    -    -    y    -    -    -    -    -    -    -    -
request.look           -    -    -    y    -    -    -    -    -    -    -    -
request.open           y    y    -    -    -    -    -    -    -    -    -    -
request.read           y    y    -    -    -    -    -    -    -    -    -    -
request.write          y    -    -    -    -    -    -    -    -    -    -    -
rules.read             -    y    y    y    y    y    -    y    y    -    y    y
staff.end              -    y    y    y    y    y    -    y    y    -    y    y
staff.factor           -    y    y    y    y    y    -    y    y    -    y    y
staff.read             -    y    y    y    y    y    -    y    y    -    y    y
terms.decide           y    -    -    -    -    -    -    -    -    -    -    -
terms.desk             -    -    -    y    -    y    -    -    -    -    -    -
text.read              -    y    y    y    -    -    -    y    y    -    y    y
use.record             -    -    -    -    -    -    -    -    -    -    -    -
visit.complain         y    -    -    -    -    -    -    -    -    -    -    -
visit.link             -    y    -    -    -    -    -    -    -    -    -    -
visit.own              -    y    y    -    -    -    -    y    y    -    y    y
visit.reveal           -    y    -    -    -    -    -    -    -    -    -    -
visit.wish             y    -    -    -    -    -    -    -    -    -    -    -
webhook.manage         -    -    -    -    y    -    -    -    -    -    -    -
webhook.read           -    -    -    -    y    y    -    -    -    -    -    -
session.end            y    -    -    -    -    -    -    -    -    -    -    -
visit.start            -    -    y    -    -    -    -    y    y    -    -    -
visit.end              -    y    -    -    -    -    -    -    -    -    -    -`;

const WIDTH = 5;

/** Each act with who may, in the order of the columns. */
export const expected: ReadonlyMap<string, readonly string[]> = (() => {
  const [head = "", ...rows] = TABLE.split("\n").slice(1);
  const from = head.indexOf("cust");
  return new Map(
    rows.map((row) => [row.slice(0, from).trim(), COLUMNS.map((_, n) => row[from + n * WIDTH] ?? " ")]),
  );
})();

/** How an act is tried. Its form as it stood on the page of somebody who may; or a page; or an endpoint. */
export interface Try {
  form?: string;
  /** What is typed, anew each turn, so that the same act is something new. */
  more?(turn: number, column: Column): Record<string, string>;
  /** It can be done once only: where it may be, the call is not tried after the form. */
  once?: true;
  /** Nothing of it is kept with the customer or the sender; the answer alone says whether it was done. */
  traceless?: true;
  /** Anybody may do it to their own browser; what is kept of the customer says whether it was done to them. */
  own?: true;
  page?: string;
  call?: { method: string; path: string; body: object };
}

const said = { words: "They asked for it.", asked: "phone" };
const either =
  (name: string, values: readonly string[]) =>
  (turn: number): Record<string, string> => ({ [name]: values[turn % values.length] ?? "" });

/** The ways to each act, about one customer. */
export function ways(about: { customerId: string; request: string; email: string }): Record<string, Try> {
  const customer = { id: about.customerId };
  const cell = { purpose: "offers", channel: "email" };
  const at = new Date().toISOString();
  const evidence = { method: "checkout", wording: "Send me offers.", locale: "en" };
  const choice = { ...cell, state: "granted", occurred_at: at, evidence };
  const use = { customer, ...cell, items: ["email"], title: "x", occurred_at: at };
  const post = (path: string, body: object) => ({ call: { method: "POST", path, body } });
  return {
    "account.set_locale": { form: "account/languageAction", more: either("locale", ["de", "en"]), own: true },
    "audit.export": { form: "audit/export", traceless: true },
    "audit.read": { page: "/desk/audit" },
    "audit.search": {
      form: "desk/audit/searchAction",
      more: () => ({ customer: about.email }),
      traceless: true,
    },
    "audit.verify": { form: "desk/audit/verifyAction", traceless: true },
    "choice.lower": { form: "(customer)/turnOffInVisitAction", more: () => said, once: true },
    "choice.set": {
      form: "choices/setChoiceAction",
      more: either("to", ["on", "off"]),
      ...post("/choices", { customer, choices: [choice] }),
    },
    "choice.undo": { form: "choices/undoAction", once: true },
    "copy.download": { form: "copy/download", traceless: true },
    "copy.prepare": { form: "requests/prepareCopyAction", once: true },
    "customer.create": { call: { method: "PUT", path: "/customers/99999", body: { email: about.email } } },
    "customer.read": { call: { method: "GET", path: `/customers/${about.customerId}/choices`, body: {} } },
    "decision.ask": post("/decisions", { requests: [{ customer, ...cell }] }),
    "held_data.correct": {
      form: "data/correctAction",
      more: (turn) => ({ value: `turn.${turn}.${about.email}` }),
    },
    "held_data.stop_using": { form: "data/stopUsingAction", once: true },
    "key.manage": {
      form: "desk/integrations/createKeyAction",
      more: (turn, column) => ({ name: `${column} ${turn} ${about.customerId}` }),
    },
    "key.read": { page: "/desk/integrations" },
    "link.make": post("/links", { customer, kind: "stop", ...cell }),
    "obeyed.tell": post("/obeyed", { event: about.customerId, at, system: "mail" }),
    "request.answer": {
      form: "desk/requests/writeAction",
      more: (turn) => ({ text: `Which of them? ${turn}` }),
    },
    "request.desk": { page: "/desk/requests" },
    "request.look": { page: `/desk${about.request}` },
    "request.open": {
      form: "requests/openRequestAction",
      more: (_, column) => ({ kind: column === "visit" ? "object" : "delete", text: "" }),
      once: true,
    },
    "request.read": { page: about.request },
    "request.write": { form: "requests/writeAction", more: (turn) => ({ text: `More ${turn}` }) },
    "rules.read": { page: "/desk/rules" },
    "session.end": { form: "account/endOthersAction", once: true },
    "staff.end": { form: "desk/account/endOthersAction", traceless: true },
    "staff.factor": { form: "desk/account/newCodesAction" },
    "staff.read": { page: "/desk/account" },
    "terms.decide": { form: "terms/decideAction", more: either("decision", ["agree", "refuse"]) },
    "terms.desk": { page: "/desk/terms" },
    "text.read": { page: "/desk/texts" },
    "use.record": post("/uses", { uses: [use] }),
    "visit.complain": { form: "activity/complainAction", once: true },
    "visit.end": { form: "app/endVisitAction", once: true },
    "visit.link": { form: "(customer)/sendLinkAction", more: either("kind", ["data", "requests"]) },
    "visit.own": { page: "/desk/find" },
    "visit.reveal": {
      form: "(customer)/revealInVisitAction",
      more: (turn) => ({ item: turn % 2 ? "name" : "phone", reason: "To spell it." }),
    },
    "visit.start": { form: "desk/find/startVisitAction", once: true },
    "visit.wish": { form: "account/visitWishesAction", more: either("tell", ["daily", "no"]) },
    "webhook.manage": {
      form: "desk/webhooks/addEndpointAction",
      more: (turn, column) => ({ url: `https://${column}-${turn}.example.com/hooks/${about.customerId}` }),
    },
    "webhook.read": { page: "/desk/integrations" },
  };
}
