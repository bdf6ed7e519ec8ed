import { randomUUID } from "node:crypto";
import { COLUMNS, type Column, expected, type Try, ways } from "./acts-table";
import { type Agent, endVisit, letTimePass, newAgent, press, visit } from "./agents";
import { type Answer, Browserless, type Form } from "./browserless";
import { tryDeskToo, type UsedWithDesk } from "./every-form";
import { claimCustomer, data, expect, forgetLimits, site, test } from "./fixtures";
import { enter, type Marked } from "./marked-people";
import { type Ask, jobsDone, openAsk, rowsOf, shopRowsOf, staffRowsOf } from "./rows";
import { adminUrl, asAdmin } from "./running";

const app = () => adminUrl(data);

/** One column's sender: their cookies, the stamps that their own pages gave them, a page that they may open. */
interface Sender {
  who: Browserless;
  stamps: { pages: string; desk: string };
  home: string;
}

interface Scene {
  owner: Marked;
  used: UsedWithDesk;
  tries: Record<string, Try>;
  agents: readonly Agent[];
  app: Ask;
  shop: Ask;
}

async function stampAt(who: Browserless, path: string): Promise<string> {
  const { text } = await who.get(path);
  return /name="stamp" value="([^"]+)"/.exec(text)?.[1] ?? "";
}

/** A copy of the browser as it stands, with fresh stamps of what it may open now. */
async function sender(from: Browserless, home: string): Promise<Sender> {
  const who = from.at(from.url);
  const stamps = { pages: await stampAt(who, "/account"), desk: await stampAt(who, "/desk/account") };
  return { who, stamps, home };
}

/** Lets each come in turn; one agent plays whatever is over. */
async function* senders({ owner, used, agents }: Scene, other: Marked): AsyncGenerator<[Column, Sender]> {
  const { desk } = used;
  const { second } = desk;
  const at = "/desk/account";
  const own = agents.at(-1) ?? second;
  yield ["nobody", { who: new Browserless(site), stamps: { pages: "", desk: "" }, home: "/sign-in" }];
  yield ["officer", await sender(desk.officer.desk, at)];
  yield ["admin", await sender(desk.admin.desk, at)];
  yield ["auditor", await sender(desk.auditor.desk, at)];
  const back = await withAddressOf(owner, own);
  yield ["own", await sender(own.desk, at)];
  await back();
  yield ["support", await sender(second.desk, at)];
  await over(second);
  await visit(second, owner.email);
  const { stamps } = await sender(second.desk, at);
  await endVisit(second);
  await visit(second, other.email);
  // Their pages of the one visit, sent in the other.
  yield ["nested", { ...(await sender(second.desk, "/account")), stamps }];
  await over(second);
  await visit(second, owner.email);
  const ended = await sender(second.desk, at);
  await endVisit(second);
  yield ["ended", ended];
  await over(second);
  await visit(second, owner.email);
  const expired = await sender(second.desk, at);
  await letTimePass(second, 15 * 60);
  yield ["expired", expired];
  await over(second);
  await visit(second, owner.email);
  const disabled = await sender(second.desk, at);
  await asAdmin(app(), "update staff set disabled_at = now() where name = $1", [second.name]);
  yield ["disabled", disabled];
  yield ["visit", await sender(desk.agent.desk, "/account")];
  await freshChoices(owner, used);
  yield ["customer", await sender(owner.person, "/account")];
}

/** Whoever proved the second step a while ago would be asked again, which is not what is tried: past the triggers. */
async function proveSecondStep({ agents }: Scene): Promise<void> {
  const names = agents.map(({ name }) => `'${name}'`).join(", ");
  await asAdmin(
    app(),
    `set session_replication_role = replica; update staff_sessions set second_at = now()
       where ended_at is null and staff_id in (select id from staff where name in (${names}))`,
  );
}

/**
 * Gives an agent the customer's address for a while, as the desk knows it by what was typed into its sign-in: twice,
 * because somebody else may sign in meanwhile.
 */
async function withAddressOf({ email }: Marked, { name }: Agent): Promise<() => Promise<unknown>> {
  const [{ since } = { since: "" }] = await asAdmin<{ since: string }>(
    app(),
    "select clock_timestamp()::text as since",
  );
  for (const _ of [1, 2])
    await press(new Browserless(site), "/desk/sign-in", { wanted: 'name="email"', more: { email } });
  await jobsDone((sql, values) => asAdmin(app(), sql, values));
  const [typed] = await asAdmin<{ lookup: Buffer }>(
    app(),
    `select lookup from staff_sign_ins where staff_id is null and created_at >= $1
      group by lookup having count(*) = 2`,
    [since],
  );
  if (!typed) throw new Error("what was typed twice is not kept twice");
  const lookupOf = "update staff set lookup = $2 where name = $1";
  const [row] = await asAdmin<{ lookup: Buffer }>(app(), "select lookup from staff where name = $1", [name]);
  await asAdmin(app(), lookupOf, [name, typed.lookup]);
  return () => asAdmin(app(), lookupOf, [name, row?.lookup]);
}

/** Two things that are off: one is for setting, the other was just set and can be undone. */
async function freshChoices({ person }: Marked, { forms }: UsedWithDesk): Promise<void> {
  const isOn = ({ fields }: Form) => fields.to === "on" && fields.channel !== undefined;
  const [one, two] = (await person.forms("/choices")).filter(isOn);
  if (!one || !two) throw new Error("too little is off");
  const { location } = await person.send("/choices", two.fields);
  const undo = (await person.forms(location ?? "/choices")).find(({ fields }) => fields.act);
  forms.set("choices/setChoiceAction", { path: "/choices", fields: one.fields, by: person });
  forms.set("choices/undoAction", { path: "/choices", fields: undo?.fields ?? {}, by: person });
}

/** Ends whatever visit an agent began elsewhere with the same session, and forgets the cookie. */
async function over({ desk, name }: Agent): Promise<void> {
  desk.cookies.delete("visit");
  await asAdmin(
    app(),
    `update visits v set started_at = started_at - interval '1 hour', ends_at = ends_at - interval '1 hour'
       from staff s where s.id = v.staff_id and s.name = $1 and v.ended_at is null`,
    [name],
  );
}

/**
 * What is kept of the customer and of staff. Who looked at which page in a visit, and audit, are no change of it; and
 * what the brand's systems did with data is read in from them at any time.
 */
async function kept({ owner, agents, ...ask }: Scene) {
  const { audit, ...all } = await rowsOf(ask.app, owner.customerId);
  const rows = Object.entries(all).filter(([table]) => !/^(visit_views|uses?($|_))/.test(table));
  const shop = await shopRowsOf(ask.shop, owner.number);
  const staff = await staffRowsOf(
    ask.app,
    agents.map(({ name }) => name),
  );
  return { audit, all: JSON.stringify([rows, shop, staff]) };
}

const isDone = ({ status, location, headers }: Answer) =>
  headers.has("content-disposition") ||
  (status === 303 &&
    !/problem=|sign-in|visit-over(?!.how=ended)|none=1|refused/.test(location ?? "problem="));

/** The call behind a form, as a script sends it: the form is the action's only argument. */
function callAction(who: Browserless, path: string, fields: Record<string, string>): Promise<Answer> {
  const id = Object.keys(fields).find((name) => name.startsWith("$ACTION_ID_")) ?? "";
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) if (name !== id) body.append(`_1_${name}`, value);
  body.append("0", '["$K1"]');
  const headers = {
    ...{ origin: who.url, accept: "text/x-component" },
    "next-action": id.replace("$ACTION_ID_", ""),
  };
  return who.sendRaw(path, { method: "POST", headers, body });
}

interface Attempt {
  scene: Scene;
  column: Column;
  from: Sender;
  act: string;
  may: boolean;
}

/** The form, and the call behind it: what is refused leaves everything as it was, what is done does not. */
async function tryForm(at: Attempt, name: string): Promise<Record<string, string>> {
  const { scene, column, from, act, may } = at;
  const { more, once, traceless, own } = scene.tries[act] ?? {};
  const { who, stamps, home } = from;
  const form = scene.used.forms.get(name);
  if (!form) throw new Error(`no page had a form for ${act}`);
  const stamp = stamps[form.path.startsWith("/desk") ? "desk" : "pages"];
  const fields = (turn: number) => ({ ...form.fields, ...more?.(turn, column), stamp });
  const hasCall = Object.keys(form.fields).some((field) => field.startsWith("$ACTION_ID_"));
  const before = await kept(scene);
  const came: Record<string, string> = {
    form: isDone(await who.send(form.path, fields(0))) ? "y" : "-",
  };
  if (!may) {
    if (hasCall) await callAction(who, home, fields(1));
    const same = (await kept(scene)).all === before.all;
    if (own && same) came.form = "-";
    return { ...came, ...(hasCall ? { call: same ? "-" : "y" } : {}), ...(same ? {} : { rows: "changed" }) };
  }
  if (traceless) return came;
  const done = await kept(scene);
  if (isSame(before, done)) came.form = "no trace";
  if (once || !hasCall) return came;
  await callAction(who, form.path, fields(1));
  came.call = isSame(done, await kept(scene)) ? "-" : "y";
  return came;
}

type Kept = Awaited<ReturnType<typeof kept>>;
const isSame = (one: Kept, next: Kept) => one.all === next.all && one.audit === next.audit;

/** Tries one act in each way there is. Answers how each went: `y`, `-`, or `changed` where a refusal left traces. */
async function attempt(at: Attempt): Promise<Record<string, string>> {
  const { scene, from, act } = at;
  const { form: name, page, call } = scene.tries[act] ?? {};
  const { who } = from;
  const came: Record<string, string> = name ? await tryForm(at, name) : {};
  if (page) {
    const { status } = await who.get(page);
    came.page = status === 200 ? "y" : "-";
  }
  if (call) {
    const { status } = await who.sendRaw(`/api/v1${call.path}`, {
      method: call.method,
      headers: { origin: site, "content-type": "application/json", "idempotency-key": randomUUID() },
      ...(call.method === "GET" ? {} : { body: JSON.stringify(call.body) }),
    });
    // No cookie opens the systems' way in, whoever's it is.
    came.api = status === 401 ? "-" : "y";
  }
  return came;
}

async function openScene(): Promise<{ scene: Scene; other: Marked }> {
  await forgetLimits();
  const shop = adminUrl(data, "juniper_shop");
  const place = { url: site, app: app(), shop, marketing: adminUrl(data, "juniper_marketing") };
  const owner = await enter(place, await claimCustomer());
  const other = await enter(place, await claimCustomer());
  const used = await tryDeskToo(owner, { url: site, folder: data });
  const own = await newAgent("support", { url: site, folder: data });
  const { desk, request, copyToken } = used;
  const by = owner.person;
  used.forms.set("copy/download", { path: "/requests/copy/download", fields: { token: copyToken }, by });
  const exported = { path: "/desk/audit/export", fields: { format: "csv" }, by: desk.auditor.desk };
  used.forms.set("audit/export", exported);
  await new Browserless(site).signIn(owner.email);
  const agents = [desk.agent, desk.second, desk.officer, desk.admin, desk.auditor, own];
  const tries = ways({ customerId: owner.customerId, request, email: owner.email });
  const open = { app: (await openAsk(app())).ask, shop: (await openAsk(shop)).ask };
  return { scene: { owner, used, tries, agents, ...open }, other };
}

test("every act, tried by everybody in every way, is done by whom the table says and by nobody else", {
  tag: "@authorisation",
}, async () => {
  test.setTimeout(600_000);
  const { scene, other } = await openScene();
  expect(Object.keys(scene.tries).sort()).toEqual([...expected.keys()].sort());
  const told = new Map([...expected.keys()].map((act) => [act, new Map<Column, string>()]));
  const wrong: string[] = [];
  for await (const [column, from] of senders(scene, other)) {
    await proveSecondStep(scene);
    await forgetLimits();
    for (const [act, row] of expected) {
      const want = row[COLUMNS.indexOf(column)] ?? " ";
      const came = await attempt({ scene, column, from, act, may: want === "y" });
      for (const [way, how] of Object.entries(came))
        if (how !== (way === "api" ? "-" : want))
          wrong.push(`${act} ${column} by ${way}: ${want}, came ${how}`);
      told.get(act)?.set(column, `${want}${Object.values(came).join("")}`);
    }
  }
  print(told);
  expect(wrong).toEqual([]);
});

/** Expected, then what came of each way there is: form and call, page, endpoint. */
function print(told: Map<string, Map<Column, string>>): void {
  const cell = (text: string) => text.padEnd(6);
  const lines = [["expected and actual".padEnd(23), ...COLUMNS.map((one) => cell(one.slice(0, 5)))]];
  for (const [act, row] of told)
    lines.push([
      act.padEnd(23),
      ...COLUMNS.map((column) => cell((row.get(column) ?? "").replace(/^./, "$&|"))),
    ]);
  console.log(lines.map((line) => line.join("")).join("\n"));
}
