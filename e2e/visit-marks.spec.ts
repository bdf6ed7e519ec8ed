import { addresses, variants } from "./addresses";
import { type Agent, endVisit, formWith, newAgent, signRules, visit } from "./agents";
import type { Answer, Browserless } from "./browserless";
import { expect, test } from "./fixtures";
import { enter, type Marked } from "./marked-people";
import { makeData, removeData } from "./own-data";
import { asAdmin, type Running, startForthright } from "./running";

test.describe.configure({ mode: "serial", timeout: 300_000 });

/** A customer all of whose values are marked; of the first name alone, which every visit says, nothing is. */
let owner: Marked;
let agent: Agent;
let running: Running;
let folder: string;
let phone: RegExp;

// biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern before the second parameter
test.beforeAll(async ({}, hook) => {
  hook.setTimeout(300_000);
  folder = makeData("visit");
  running = await startForthright({ data: folder, env: { LOG_LEVEL: "info" } });
  const shop = running.adminUrl("juniper_shop");
  const [who] = await asAdmin<{ number: number; email: string }>(
    shop,
    `select person_no as number, email from retail.person p
      where mobile is not null and lang = 'en' and email like '%@example.com'
        and exists (select from retail.person_address a where a.person_no = p.person_no)
      order by person_no desc limit 1`,
  );
  if (!who) throw new Error("nobody to visit");
  const place = { url: running.url, app: running.adminUrl(), shop };
  owner = await enter({ ...place, marketing: running.adminUrl("juniper_marketing") }, who);
  const [word = ""] = owner.marks;
  const digits = String(who.number).padStart(6, "0").slice(-6);
  phone = new RegExp(`7700.?${digits.slice(0, 3)}.?${digits.slice(3)}`);
  await asAdmin(
    shop,
    "update retail.person set display_name = 'Kim ' || $2, mobile = '+447700' || $3 where person_no = $1",
    [who.number, word, digits],
  );
  const complaint = await formWith(owner.person, "/requests/new/complain", 'name="kind"');
  await owner.person.send("/requests/new/complain", { ...complaint.fields, text: `${word} complains` });
  agent = await newAgent("support", { url: running.url, folder });
  await signRules(agent);
});
test.afterAll(async () => {
  await running?.stop();
  if (folder) removeData(folder);
});

/** Which of the marks stand in an answer, headers and what scripts get included. */
function seenIn({ headers, text }: Answer): string[] {
  const whole = `${[...headers].flat().join("\n")}\n${text}`;
  const marks = owner.marks.filter((mark) => whole.toLowerCase().includes(mark.toLowerCase()));
  return phone.test(whole) ? [...marks, "phone"] : marks;
}

/** Every page of a customer as programs and pages ask for it, with forms opened. */
function everywhere(request: string): string[] {
  const used = {
    request,
    signInToken: "x",
    confirmToken: "x",
    copyToken: "x",
    correctionCode: "0",
    forms: new Map(),
  };
  const pages = Object.entries(addresses)
    .filter(([route]) => !route.startsWith("/demo") && !route.startsWith("/api"))
    .flatMap(([, paths]) => paths(used));
  const asked = ["email", "name", "address", "emergency", "health_note"].map(
    (item) => `/data?item=${item}&ask=item`,
  );
  return [
    ...new Set([
      ...pages,
      ...asked,
      "/choices?off=offers.sms",
      "/choices?link=offers.email",
      "/data?reveal=email",
    ]),
  ];
}

/** Where in the whole visit a mark is seen. */
async function crawl(who: Browserless, request: string): Promise<string[]> {
  const found: string[] = [];
  for (const path of everywhere(request))
    for (const [name, ask] of Object.entries(variants)) {
      const answer = await ask(who, path);
      expect(answer.status, `${name} ${path}`).toBeLessThan(500);
      found.push(
        ...seenIn(answer).map((mark) => `${name} ${path} ${mark === owner.email ? "email" : "mark"}`),
      );
    }
  return found;
}

const rows = <Row extends object>(sql: string) => asAdmin<Row>(running.adminUrl(), sql);
const reveals = () => rows<{ item: string }>("select item from visit_reveals");
const lines = () => rows<{ detail: object }>("select detail from audit where act = 'visit.reveal'");

test("no page of a visit holds a value of the customer, in any form", { tag: "@authorisation" }, async () => {
  const [request] = await rows<{ id: string }>("select id from requests where kind = 'complain'");
  const path = `/requests/${request?.id}`;
  const own = await owner.person.get("/data?whole=1");
  expect(seenIn(own).length, "the customer reads their own").toBeGreaterThan(0);
  expect(seenIn(await owner.person.get(path)).length).toBeGreaterThan(0);
  await visit(agent, owner.email);
  expect((await agent.desk.get("/data?whole=1")).text).toContain("Staff visit");
  expect(await crawl(agent.desk, path)).toEqual([]);
  expect(await reveals()).toEqual([]);
});

test("revealed is one value, once on record", { tag: "@authorisation" }, async () => {
  const path = "/data?whole=1&item=email&ask=item";
  const { fields } = await formWith(agent.desk, path, 'name="reason"');
  for (const _ of [1, 2]) await agent.desk.send(path, { ...fields, reason: "To spell it with them." });
  expect(await reveals()).toEqual([{ item: "email" }]);
  expect((await lines()).map(({ detail }) => detail)).toEqual([expect.objectContaining({ item: "email" })]);
  expect(seenIn(await agent.desk.get("/data?whole=1"))).toEqual([owner.email]);
  for (const other of ["/", "/choices", "/account", "/activity", "/requests"])
    expect(seenIn(await agent.desk.get(other)), other).toEqual([]);
});

test("what is special is never shown, whatever is sent", { tag: "@authorisation" }, async () => {
  const path = "/data?whole=1&item=phone&ask=item";
  const { fields } = await formWith(agent.desk, path, 'name="reason"');
  const answer = await agent.desk.send(path, { ...fields, item: "health_note", reason: "Please" });
  expect(answer.location).toContain("problem=locked");
  for (const after of [answer.location ?? "", "/data?whole=1", "/data?whole=1&item=health_note&ask=item"])
    expect(seenIn(await agent.desk.get(after))).toEqual([owner.email]);
  expect(await reveals()).toEqual([{ item: "email" }]);
});

test("in the next visit all is masked again", { tag: "@authorisation" }, async () => {
  await endVisit(agent);
  await visit(agent, owner.email);
  expect(seenIn(await agent.desk.get("/data?whole=1"))).toEqual([]);
  await endVisit(agent);
  expect(seenIn(await agent.desk.get("/desk/find"))).toEqual([]);
});

test("the server's log of it names no one", { tag: "@authorisation" }, () => {
  const log = running.output();
  expect(log.split("\n").filter((line) => line.startsWith("{")).length).toBeGreaterThan(200);
  const told = log.slice(log.indexOf("{"));
  for (const mark of owner.marks) expect(told.toLowerCase()).not.toContain(mark.toLowerCase());
  expect(told).not.toMatch(phone);
  expect(told).not.toContain(owner.customerId);
  expect(told).not.toContain("To spell it");
});
