import { afterEach, describe, expect, it } from "vitest";
import { openDatabase } from "@/db/client";
import { isDomainError } from "@/domain/errors";
import { Problem, toProblem } from "./problem";
import { PROBLEMS, problemOf } from "./problems";
import { type TestApi, testApi } from "./testing";
import { refusal, refuse } from "./testing-endpoints";

let api: TestApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

const withCode = (code: string) => Object.assign(new Error("x"), { code });
const broken = { database: () => new Error("away", { cause: withCode("ECONNREFUSED") }) };

describe("what was thrown", () => {
  it.each(Object.entries(problemOf))("%s is %s", (code, kind) => {
    const error = refusal(code as keyof typeof problemOf);
    expect(isDomainError(error)).toBe(true);
    expect(toProblem(error)).toMatchObject({ kind, more: { errors: [{ pointer: "/purpose" }] } });
  });

  it.each([
    withCode("ECONNREFUSED"),
    withCode("57P01"),
    withCode("57014"),
    withCode("53300"),
    withCode("08006"),
    new Error("timeout exceeded when trying to connect"),
    new Error("Connection terminated unexpectedly"),
    broken.database(),
  ])("%s is our database away", (error) => expect(toProblem(error).kind).toBe("unavailable"));

  it.each([new Error("a bug"), withCode("23505"), new TypeError("x is undefined"), "a text", undefined])(
    "%s is a fault of ours",
    (error) => expect(toProblem(error).kind).toBe("fault"),
  );
});

describe("a refusal", () => {
  it("has a stable type, its status, and the request's id, and no word of what broke", async () => {
    api = await testApi({ endpoints: [refuse(() => new Error("secret ana@example.com"))] });
    const answer = await api.ask("GET", "/api/v1/refuse");
    expect(answer.status).toBe(500);
    expect(answer.json).toEqual({
      type: "http://localhost:3000/api/v1/problems/fault",
      title: PROBLEMS.fault.title,
      status: 500,
      instance: `urn:uuid:${answer.headers["x-request-id"]}`,
    });
    expect(JSON.stringify(api.lines)).not.toContain("secret");
  });

  it("asks to come again when the database is away", async () => {
    api = await testApi({ endpoints: [refuse(broken.database)] });
    const answer = await api.ask("GET", "/api/v1/refuse");
    expect([answer.status, answer.headers["retry-after"]]).toEqual([503, "2"]);
  });

  it("is not waited for endlessly", async () => {
    const never = {
      ...refuse(() => new Problem("fault")),
      read: () => () => new Promise<never>(() => undefined),
    };
    api = await testApi({ endpoints: [never], longestMs: 20 });
    expect((await api.ask("GET", "/api/v1/refuse")).status).toBe(503);
  });

  it("tells that the database is really away, by itself and within seconds", async () => {
    api = await testApi({ endpoints: [refuse(() => new Problem("fault"))] });
    const { db } = api.house;
    api.house.db = openDatabase({ url: "postgres://nobody@127.0.0.1:1/nothing" });
    expect((await api.ask("GET", "/api/v1/refuse")).status).toBe(503);
    api.house.db = db;
  });
});
