import { describe, expect, it } from "vitest";
import type { LogFields } from "@/domain/house";
import { openLog } from "./log";

function logged(fields: LogFields, level = "info"): Record<string, unknown>[] {
  const lines: string[] = [];
  openLog(level, { write: (line) => void lines.push(line) }).info("request", fields);
  return lines.map((line) => JSON.parse(line));
}

describe("a log line", () => {
  it("says the event and the allowed fields", () => {
    expect(logged({ requestId: "r", path: "/data", status: 200 })).toEqual([
      expect.objectContaining({ event: "request", requestId: "r", path: "/data", status: 200 }),
    ]);
  });

  it("drops whatever is not allowed, also inside an object that was passed whole", () => {
    const whole = {
      requestId: "r",
      email: "ana@example.com",
      error: new Error("ana@example.com"),
    } as LogFields;
    expect(JSON.stringify(logged(whole))).not.toContain("ana@example.com");
  });

  it.each([
    ["/stop/s3cret", "/stop/…"],
    ["/data/ana@example.com/x", "/data/…/x"],
    ["/data/ana%40example.com", "/data/…"],
    ["/sign-in/s3cret?x=1", "/sign-in/…"],
    ["/why/s3cret/more", "/why/…"],
    ["/data?reveal=s3cret", "/data"],
    ["/sign-in", "/sign-in"],
    ["/api/v1/customers/C-10/choices", "/api/v1/customers/…/choices"],
    ["/api/v1/webhook-endpoints/C-10/replay", "/api/v1/webhook-endpoints/…/replay"],
    ["//Stop/0123456789abcdefghijABCDEFGHIJ0123456789_-x", "//Stop/…"],
    ["/data/019a0000-0000-7000-8000-000000000001", "/data/019a0000-0000-7000-8000-000000000001"],
  ])("keeps no key of %s", (path, shown) => {
    expect(logged({ path })[0]).toMatchObject({ path: shown });
  });

  it("keeps quiet below its level", () => {
    expect(logged({ path: "/" }, "warn")).toEqual([]);
  });
});
