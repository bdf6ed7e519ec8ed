import { describe, expect, it } from "vitest";
import { logInsteadOfPrinting } from "./console";
import { openLog } from "./log";

const lines: string[] = [];

function printed(...parts: unknown[]): Record<string, unknown> {
  lines.length = 0;
  const undo = logInsteadOfPrinting(openLog("warn", { write: (line) => void lines.push(line) }));
  try {
    console.error(...parts);
  } finally {
    undo();
  }
  return JSON.parse(lines[0] ?? "{}");
}

describe("what a library prints", () => {
  it("is told by name, code and place, without a word of its message", () => {
    const cause = Object.assign(new Error("Key (email)=(ana@example.com) exists"), { code: "23505" });
    const failed = new Error("Failed query: insert\nparams: ana@example.com,+353861234567", { cause });
    const line = printed("⨯", Object.assign(failed, { query: "ana@example.com", digest: "215385921" }));
    expect(line.event).toBe("printed");
    expect(line.reason).toMatch(/^Error 215385921 23505 at .*server\/console\.test\.ts:\d+:\d+$/);
    expect(JSON.stringify(line)).not.toMatch(/ana|353/);
  });

  it("is not told where it is only text, or where a code is none", () => {
    expect(printed("sent to ana@example.com").reason).toBe("a text");
    const odd = Object.assign(new Error("x"), { code: "ana@example.com" });
    expect(JSON.stringify(printed(odd))).not.toContain("ana");
  });

  it("does not take a place out of a message", () => {
    const tricky = new Error("first\n    at ana@example.com:1:1");
    expect(printed(tricky).reason).toMatch(/^Error at .*server\/console\.test\.ts:\d+:\d+$/);
    tricky.stack = "Error: another\n    at ana@example.com:1:1";
    expect(printed(tricky).reason).toBe("Error");
  });
});
