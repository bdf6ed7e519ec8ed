import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messages } from "@/db/schema/messages";
import { setChoice } from "@/domain/choices";
import { cellOf, eventsOf, type Person, testPerson } from "@/domain/choices/testing";
import { type TestApi, testApi } from "./testing";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const once = () => ({ "idempotency-key": randomUUID() });
const offers = { purpose: "offers", channel: "email" };
const URLENCODED = { "content-type": "application/x-www-form-urlencoded" };
const ONE_CLICK = "List-Unsubscribe=One-Click";

async function subscriber(): Promise<{ ctx: Person; path: string }> {
  const ctx = await testPerson(api.house);
  await setChoice(ctx, { ...offers, to: "on" });
  const body = { customer: { id: ctx.subject.id }, kind: "stop", ...offers };
  const { json, status } = await api.ask("POST", "/api/v1/links", { body, headers: once() });
  expect(status).toBe(201);
  return { ctx, path: new URL(String(json.url)).pathname };
}

const press = (path: string, body: string, headers: Record<string, string> = URLENCODED) =>
  api.ask("POST", path, { key: null, body: Buffer.from(body), headers });
const form = (fields: Record<string, string>) => String(new URLSearchParams({ locale: "en", ...fields }));
const acts = async (ctx: Person) => (await eventsOf(ctx)).map(({ act }) => act);

const multipart = (fields: [string, string][], boundary = "----MailProgram7MA4YWxk") => ({
  headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
  body: `${fields
    .map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    .join("")}--${boundary}--\r\n`,
});

describe("one click of a mail program", () => {
  test("stops at once, without cookie, origin or redirect; again is the same", async () => {
    const { ctx, path } = await subscriber();
    for (let times = 0; times < 2; times += 1) {
      const answer = await press(path, ONE_CLICK);
      expect([answer.status, answer.headers.location, answer.headers["set-cookie"]]).toEqual([
        200,
        undefined,
        undefined,
      ]);
      expect(answer.headers["cache-control"]).toBe("private, no-store");
    }
    expect(await acts(ctx)).toEqual(["grant", "withdraw"]);
  });

  test("may come as multipart, whatever its origin", async () => {
    const { ctx, path } = await subscriber();
    const { headers, body } = multipart([["List-Unsubscribe", "One-Click"]]);
    const answer = await press(path, body, { ...headers, origin: "https://mail.example" });
    expect(answer.status).toBe(200);
    expect(await acts(ctx)).toEqual(["grant", "withdraw"]);
  });

  test("does not say that something is stopped which always comes", async () => {
    const { ctx } = await subscriber();
    const body = { customer: { id: ctx.subject.id }, kind: "stop", purpose: "orders", channel: "email" };
    const { json } = await api.ask("POST", "/api/v1/links", { body, headers: once() });
    const answer = await press(new URL(String(json.url)).pathname, ONE_CLICK);
    expect([answer.status, answer.text]).toEqual([200, "Nothing was stopped. This always comes.\n"]);
    expect(await acts(ctx)).toEqual(["grant"]);
  });

  test("fifty at once are one event", async () => {
    const { ctx, path } = await subscriber();
    const answers = await Promise.all(Array.from({ length: 50 }, () => press(path, ONE_CLICK)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await acts(ctx)).toEqual(["grant", "withdraw"]);
  });
});

test.each([
  ["nothing", "", URLENCODED],
  ["another word", "List-Unsubscribe=Yes", URLENCODED],
  ["more than one click", `${ONE_CLICK}&act=all`, URLENCODED],
  ["the same twice", `${ONE_CLICK}&${ONE_CLICK}`, URLENCODED],
  ["an act that raises", form({ act: "grant" }), URLENCODED],
  ["an act that resumes", form({ act: "resume" }), URLENCODED],
  ["a field too many", form({ act: "stop", purpose: "news" }), URLENCODED],
  ["JSON", '{"List-Unsubscribe":"One-Click"}', { "content-type": "application/json" }],
  ["text", ONE_CLICK, { "content-type": "text/plain" }],
  ["no type", ONE_CLICK, { "content-type": "" }],
  ["a broken multipart", "--x\r\nnothing", { "content-type": "multipart/form-data; boundary=x" }],
])("a body of %s changes nothing", async (_, body, headers) => {
  const { ctx, path } = await subscriber();
  expect((await press(path, body, headers)).status).toBe(400);
  expect(await acts(ctx)).toEqual(["grant"]);
});

test("GET and HEAD are the page's, other methods nobody's; none acts", async () => {
  const { ctx, path } = await subscriber();
  for (const method of ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
    expect((await api.ask(method, path, { key: null })).status).toBe(404);
  expect(await acts(ctx)).toEqual(["grant"]);
});

describe("the page's forms", () => {
  test("stop, and go back to the page with the way to undo it, which works once", async () => {
    const { ctx, path } = await subscriber();
    const done = await press(path, form({ act: "stop" }));
    expect(done.status).toBe(303);
    const undo = new URL(String(done.headers.location), "http://x").searchParams.get("undo") ?? "";
    expect(done.headers.location).toBe(`${path}?undo=${undo}`);
    const back = await press(path, form({ act: "undo", undo }));
    expect([back.status, back.headers.location]).toEqual([303, `${path}?undone=all`]);
    const again = await press(path, form({ act: "undo", undo }));
    expect(again.headers.location).toBe(`${path}?undone=late`);
    expect(await acts(ctx)).toEqual(["grant", "withdraw", "undo"]);
  });

  test("say so where an Undo meets something newer, in all of it or in a part", async () => {
    const { ctx, path } = await subscriber();
    const text = { purpose: "offers", channel: "sms" };
    const undone = async (act: string, ...newer: (typeof text)[]) => {
      const done = await press(path, form({ act }));
      const undo = new URL(String(done.headers.location), "http://x").searchParams.get("undo") ?? "";
      for (const cell of newer) await setChoice(ctx, { ...cell, to: "on" });
      return (await press(path, form({ act: "undo", undo }))).headers.location;
    };
    expect(await undone("stop", offers)).toBe(`${path}?undone=newer`);
    await setChoice(ctx, { ...text, to: "on" });
    expect(await undone("all", text)).toBe(`${path}?undone=part`);
    for (const cell of [offers, text])
      expect(await cellOf(ctx, cell.purpose, cell.channel)).toMatchObject({ on: true });
  });

  test("are no way to act with the undo's own secret", async () => {
    const { ctx, path } = await subscriber();
    const done = await press(path, form({ act: "monthly" }));
    const undo = new URL(String(done.headers.location), "http://x").searchParams.get("undo") ?? "";
    expect((await press(`/stop/${undo}`, ONE_CLICK)).status).toBe(404);
    expect(await acts(ctx)).toEqual(["grant", "frequency", "frequency"]);
  });

  test("choose a language that is offered, and set no other cookie", async () => {
    const { path } = await subscriber();
    const answer = await press(
      path,
      String(new URLSearchParams({ act: "language", at: "stop", locale: "de" })),
    );
    expect([answer.status, answer.headers.location]).toEqual([303, path]);
    expect(answer.headers["set-cookie"]).toEqual([
      "locale=de; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax",
    ]);
  });
});

describe("pressed too often", () => {
  test("one link is refused, and the first press of any other stops", async () => {
    const { ctx, path } = await subscriber();
    for (const body of [ONE_CLICK, form({ act: "stop" })])
      expect((await press(path, body)).status).toBeLessThan(400);
    await api.house.db.pool.query("update limits set points = 100 where key like 'stop_press:%'");
    for (const body of [ONE_CLICK, form({ act: "all" }), form({ act: "undo", undo: "A".repeat(43) })]) {
      const answer = await press(path, body);
      expect([answer.status, answer.headers["retry-after"]]).toEqual([429, "600"]);
    }
    expect(await acts(ctx)).toEqual(["grant", "withdraw"]);
    const other = await subscriber();
    expect((await press(other.path, ONE_CLICK)).status).toBe(200);
    expect(await acts(other.ctx)).toEqual(["grant", "withdraw"]);
  });

  test("links that open nothing are refused in the end, and one that opens is not", async () => {
    const { ctx, path } = await subscriber();
    const strict = await testApi({ house: api.house, strangersPerMinute: 2 });
    const ask = (to: string, body = ONE_CLICK) =>
      strict.ask("POST", to, { key: null, body: Buffer.from(body), headers: URLENCODED });
    const wrong = `/stop/${"A".repeat(43)}`;
    const told = [];
    for (const body of [ONE_CLICK, form({ act: "stop" }), ONE_CLICK, form({ act: "stop" })])
      told.push((await ask(wrong, body)).status);
    expect(told).toEqual([404, 303, 429, 429]);
    expect((await ask(path)).status).toBe(200);
    expect(await acts(ctx)).toEqual(["grant", "withdraw"]);
    await strict.close();
  });
});

describe("a link that is over", () => {
  test("says the same whether it was forged or never was, to program and page", async () => {
    const { ctx, path } = await subscriber();
    const forged = [
      `${path.slice(0, -2)}AA`,
      `/stop/${"A".repeat(43)}`,
      "/stop/x",
      "/stop/%00",
      `/stop/${"é".repeat(9)}`,
    ].map(encodeURI);
    const told = new Set<string>();
    for (const wrong of forged) {
      const { status, text } = await press(wrong, ONE_CLICK);
      told.add(`${status} ${text}`);
    }
    expect([...told]).toEqual(["404 This link does not work.\n"]);
    expect((await press(`/stop/${"A".repeat(43)}`, form({ act: "all" }))).headers.location).toBe(
      `/stop/${"A".repeat(43)}`,
    );
    expect(await acts(ctx)).toEqual(["grant"]);
  });

  test("offers a fresh one, with the same answer for everybody, from our own pages alone", async () => {
    const path = `/stop/${"A".repeat(43)}`;
    const own = { ...URLENCODED, origin: api.house.settings.publicUrl };
    const count = async () => (await api.house.db.orm.select().from(messages)).length;
    const before = await count();
    const told = new Set<string>();
    for (const who of ["ana@example.com", "quite.unknown@example.com"]) {
      const { status, text, headers } = await press(path, form({ act: "fresh", who }), own);
      const cookie = String(headers["set-cookie"]).replace(/asked=[\w-]{43}/, "asked=S");
      told.add([status, headers.location, cookie, text].join("\n"));
    }
    expect(told.size).toBe(1);
    expect([...told][0]).toContain("303\n/sign-in?sent=1&next=%2Fchoices");
    expect(await count()).toBe(before);
    for (const origin of ["https://evil.example", ""])
      expect((await press(path, form({ act: "fresh", who: "a@b.example" }), { ...own, origin })).status).toBe(
        403,
      );
    expect((await press(path, form({ act: "fresh", who: "no address" }), own)).headers.location).toMatch(
      /wrong=1|sent=1/,
    );
  });
});

test("no secret of a link is in the log", async () => {
  const { path } = await subscriber();
  await press(path, form({ act: "stop" }));
  const kept = JSON.stringify(api.lines.map(({ path: _, ...line }) => line));
  expect(kept).not.toContain(path.slice("/stop/".length));
});
