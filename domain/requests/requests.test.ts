import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { audit, identifiers, messages, requests } from "@/db/schema";
import { listActivity } from "@/domain/activity";
import type { Item } from "@/domain/brand";
import { observe } from "../access";
import type { Ctx } from "../context";
import { customerSealer } from "../customers/keys";
import { isDomainError } from "../errors";
import type { House } from "../house";
import { openMessage } from "../messages/seal";
import { newId } from "../random";
import { testCustomer, testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { answerRequest, listOpenRequests, listRequests, openRequest, readRequest, writeToRequest } from ".";
import { AnswerRequestInput, OpenRequestInput } from "./catalog";

const CANARY = "canary-7c1e the neighbour's dog";

const phone: Item = {
  ...{
    id: "phone",
    name: { en: "Phone", de: "Telefon" },
    category: "contact",
    why: "To call you.",
    origin: "given",
  },
  ...{ source: "shop", read: "select 1", shape: "field", fields: [], sort: [], purposes: [], recipients: [] },
  ...{ keep: { kind: "while_customer", because: "You are a customer." }, mask: false, special: false },
  ...{ correct: { by: "nobody" }, erase: { by: "task", task: "Delete it." } },
};

let house: House;
let close: () => Promise<void>;
let ana: Ctx;
let ben: Ctx;

beforeAll(async () => {
  ({ house, close } = await testHouse({ brand: tinyBrand({ items: [phone] }) }));
  [ana, ben] = [await testCustomer(house), await testCustomer(house)];
  await giveEmail(ana, "ana@example.com");
});
afterAll(() => close());

async function giveEmail(ctx: Ctx, email: string): Promise<void> {
  const customerId = ctx.subject?.id ?? "";
  await observe(ctx, "request.read", async (tx) => {
    const sealed = (await customerSealer(tx, house.keys, customerId)).seal("identifiers.email", email);
    const lookup = house.keys.lookup("email", email);
    await tx.insert(identifiers).values({ customerId, id: newId(), kind: "email", lookup, sealed });
  });
}

const linesOf = (ctx: Ctx) =>
  observe(ctx, "activity.read", (tx) => tx.select().from(audit).orderBy(audit.id));
const ask = (ctx: Ctx, input: OpenRequestInput) => openRequest(ctx, OpenRequestInput.parse(input));
const answer = (input: Partial<AnswerRequestInput> & { id: string }) =>
  answerRequest(house, AnswerRequestInput.parse({ outcome: "done", text: "Done.", ...input }));
const refusal = (act: Promise<unknown>) =>
  act.then(
    () => "nothing",
    (error: unknown) => (isDomainError(error) ? error.code : String(error)),
  );

async function mailSince(count: number): Promise<{ template: string; to: string }[]> {
  const rows = await house.db.orm.select().from(messages).orderBy(messages.id);
  return rows.slice(count).map((row) => {
    const to = row.sealed ? openMessage(house, row.id, row.sealed).to : "";
    return { template: row.template, to };
  });
}
const mailCount = async () => (await house.db.orm.select().from(messages)).length;

describe("asking", () => {
  it("files the request with its lawful date, mails the officer and the person, and is on record", async () => {
    const mailed = await mailCount();
    const ctx = { ...ana, now: new Date("2027-01-31T12:00:00Z") };
    const opened = await ask(ctx, { kind: "delete", item: "phone", text: `${CANARY}\r\nplease ` });
    expect(opened).toMatchObject({ due: "2027-03-01", changed: true });
    expect(opened.reference).toMatch(/^R-[0-9A-F]{8}$/u);
    const view = await readRequest({ ...ctx, locale: "de" }, { id: opened.id });
    expect(view).toMatchObject({
      ...{ kind: "delete", state: "open", text: `${CANARY}\nplease`, answer: null, extension: null },
      item: { text: "Telefon", lang: "de" },
      due: {
        date: "2027-03-01",
        law: "gdpr",
        jurisdiction: "eu",
        period: { unit: "month", n: 1 },
        late: false,
      },
    });
    expect(view.due.deadline.toISOString()).toBe("2027-03-02T00:00:00.000Z");
    expect(view.steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
      ...["received done", "identity_confirmed done", "collecting now", "checked todo", "ready todo"],
    ]);
    expect((await linesOf(ana)).at(-1)).toMatchObject({
      ...{ act: "request.open", actorKind: "customer", actorId: ana.subject?.id },
      detail: { request: opened.id, kind: "delete", item: "phone" },
    });
    expect(await mailSince(mailed)).toEqual([
      { template: "request_opened_officer", to: "officer@tiny.example" },
      { template: "request_opened", to: "ana@example.com" },
    ]);
  });

  it("is late after the last lawful day and not a moment before", async () => {
    const [row] = (await listRequests(ana)).open;
    const late = async (now: string) =>
      (await readRequest({ ...ana, now: new Date(now) }, { id: row?.id ?? "" })).due.late;
    expect(await late("2027-03-01T23:59:59Z")).toBe(false);
    expect(await late("2027-03-02T00:00:00Z")).toBe(true);
  });

  it("files the same only once when it is sent many times at one moment", async () => {
    const asked = await Promise.all(Array.from({ length: 8 }, () => ask(ana, { kind: "limit" })));
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
    expect(asked.filter(({ changed }) => changed)).toHaveLength(1);
  });

  it("files the same only once, and tells nobody twice", async () => {
    const first = await ask(ana, { kind: "object", text: "No profiling" });
    const [lines, mailed] = [(await linesOf(ana)).length, await mailCount()];
    expect(await ask(ana, { kind: "object", text: "No profiling" })).toEqual({ ...first, changed: false });
    expect(await ask(ben, { kind: "object", text: "No profiling" })).toMatchObject({ changed: true });
    expect((await linesOf(ana)).length).toBe(lines);
    expect(await mailCount()).toBe(mailed + 1);
    expect(await ask(ana, { kind: "object", text: "No adverts" })).toMatchObject({ changed: true });
  });

  it.each<[string, OpenRequestInput]>([
    ["invalid", { kind: "complain" }],
    ["invalid", { kind: "correct" }],
    ["not_found", { kind: "delete", item: "no_such_item" }],
  ])("refuses as %s: %j", async (code, input) => {
    const lines = (await linesOf(ana)).length;
    expect(await refusal(ask(ana, input))).toBe(code);
    expect((await linesOf(ana)).length).toBe(lines);
  });

  it("is for customers only, and never for somebody else's data", async () => {
    const officer: Ctx = { ...ana, actor: { kind: "privacy_officer", id: "o" } };
    const nobody: Ctx = { ...ana, actor: { kind: "nobody" }, subject: null };
    const foreign: Ctx = { ...ana, subject: ben.subject };
    expect(await refusal(ask(officer, { kind: "delete" }))).toBe("forbidden");
    expect(await refusal(ask(nobody, { kind: "delete" }))).toBe("signed_out");
    expect(await refusal(ask(foreign, { kind: "delete" }))).toBe("forbidden");
  });

  it("keeps no word of it in the clear", async () => {
    const rows = await observe(ana, "request.read", (tx) => tx.select().from(requests));
    const stored = rows
      .flatMap((row) => [row.textSealed, row.answerSealed])
      .filter((sealed) => sealed !== null);
    expect(stored.length).toBeGreaterThan(0);
    for (const sealed of stored) expect(sealed.toString("latin1")).not.toContain("canary");
  });
});

describe("another person's request", () => {
  it("is as if it did not exist", async () => {
    const { id } = await ask(ana, { kind: "limit", text: "mine" });
    expect(await refusal(readRequest(ben, { id }))).toBe("not_found");
    expect(await refusal(writeToRequest(ben, { id, text: "hello" }))).toBe("not_found");
    expect(JSON.stringify(await listRequests(ben))).not.toContain(id);
    expect(await refusal(readRequest(ana, { id: newId() }))).toBe("not_found");
  });
});

describe("writing", () => {
  it("adds the words once, mails the officer, and names no word in the audit", async () => {
    const { id } = await ask(ana, { kind: "complain", text: "It is slow" });
    const mailed = await mailCount();
    expect(await writeToRequest(ana, { id, text: CANARY })).toEqual({ changed: true });
    expect(await writeToRequest(ana, { id, text: CANARY })).toEqual({ changed: false });
    const { messages: written } = await readRequest(ana, { id });
    expect(written.map(({ from, text }) => ({ from, text }))).toEqual([{ from: "you", text: CANARY }]);
    expect(await mailSince(mailed)).toEqual([
      { template: "request_message_officer", to: "officer@tiny.example" },
    ]);
    expect(JSON.stringify(await linesOf(ana))).not.toContain("canary");
  });
});

describe("the privacy officer", () => {
  it("sees every open request of everybody, soonest first", async () => {
    const open = await listOpenRequests(house);
    const owners = new Set(open.map((one) => one.customerId));
    expect(owners).toEqual(new Set([ana.subject?.id, ben.subject?.id]));
    const days = open.map((one) => one.due.date);
    expect(days).toEqual([...days].sort());
    expect(open.find((one) => one.kind === "delete")).toMatchObject({
      who: [{ kind: "email", value: "ana@example.com" }],
      item: "phone",
      text: `${CANARY}\nplease`,
    });
  });

  it("asks back, takes more time once, and answers in part, by reference", async () => {
    const { id, reference } = await ask(ana, { kind: "delete", text: "Everything" });
    const mailed = await mailCount();
    await answer({ id: reference, outcome: "question", text: "Which Ana are you?" });
    await answer({ id: reference, outcome: "more_time", text: "Three systems to search." });
    expect(await refusal(answer({ id, outcome: "more_time", text: "More" }))).toBe("conflict");
    const waiting = await readRequest(ana, { id });
    expect(waiting.extension).toMatchObject({ because: "Three systems to search." });
    expect(waiting.due.date > (waiting.extension?.from ?? "")).toBe(true);
    expect(waiting).toMatchObject({ state: "open", extended: true, messages: [{ from: "brand" }] });
    const refusals = [{ item: "phone", because: "Tax law.", law: "AO § 147" }];
    expect(await answer({ id: reference.toLowerCase(), outcome: "done_in_part", refusals })).toEqual({
      reference,
    });
    const view = await readRequest(ana, { id });
    expect(view).toMatchObject({ state: "ready", outcome: "done_in_part", answer: { text: "Done." } });
    expect(view.answer?.refusals).toEqual([
      { item: { text: "Phone", lang: "en" }, because: "Tax law.", law: "AO § 147" },
    ]);
    expect(view.steps.every((step) => step.state === "done")).toBe(true);
    expect((await mailSince(mailed)).map((mail) => `${mail.template} ${mail.to}`)).toEqual([
      ...["request_message ana@example.com", "request_message ana@example.com"],
      "request_answered ana@example.com",
    ]);
    expect(await refusal(answer({ id }))).toBe("conflict");
    expect((await listRequests(ana)).ready.map((one) => one.id)).toContain(id);
  });

  it("must name what was refused, and a request that exists", async () => {
    const { id } = await ask(ben, { kind: "delete", text: "In part, please" });
    expect(await refusal(answer({ id, outcome: "done_in_part" }))).toBe("invalid");
    const refusals = [{ item: "nothing_of_ours", because: "x" }];
    expect(await refusal(answer({ id, outcome: "refused", refusals }))).toBe("invalid");
    const named = [{ item: "old_item", because: "Tax law" }];
    expect(await refusal(answer({ id, outcome: "done", refusals: named }))).toBe("invalid");
    expect(await refusal(answer({ id: newId() }))).toBe("not_found");
    expect(await refusal(answer({ id: "R-'; drop" }))).toBe("not_found");
  });

  it("is in the person's Activity, by what was done and without words", async () => {
    const { entries } = await listActivity(ana, { kind: "requests" });
    const told = entries.map((one) => (one.kind === "request" ? `${one.by} ${one.event}` : one.kind));
    expect(told.slice(0, 4)).toEqual([
      ...["privacy_officer answered", "privacy_officer extended", "privacy_officer asked", "you opened"],
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/canary|Tax law|Which Ana/u);
  });
});
