import type { Log } from "@/domain/house";

type Line = "error" | "warn";

/**
 * Sends what libraries print through the log: which error it was and where in our code, never its message.
 * A failed query, for one, says its values there, and those are somebody's. @returns what undoes it.
 */
export function logInsteadOfPrinting(log: Log): () => void {
  const { error, warn } = console;
  const write =
    (line: Line) =>
    (...parts: unknown[]) =>
      log[line]("printed", { reason: described(parts) });
  Object.assign(console, { error: write("error"), warn: write("warn") });
  return () => void Object.assign(console, { error, warn });
}

/** "Error 22P02 at domain/requests/store.ts:23:52"; text without an error could hold anything. */
function described(parts: readonly unknown[]): string {
  const thrown = parts.find((part) => part instanceof Error);
  if (!thrown) return "a text";
  const codes = [thrown, thrown.cause].map(codeOf).filter((code) => code !== null);
  return [thrown.name, ...codes, ...placeOf(thrown)].join(" ");
}

function codeOf(thrown: unknown): string | null {
  const [code, digest] = [fieldOf(thrown, "code"), fieldOf(thrown, "digest")];
  return code ?? digest;
}

/** Codes are short words of a fixed alphabet; anything longer is no code. */
function fieldOf(thrown: unknown, name: "code" | "digest"): string | null {
  if (!(thrown instanceof Error) || !(name in thrown)) return null;
  const value: unknown = Reflect.get(thrown, name);
  return typeof value === "string" && /^\w{1,40}$/.test(value) ? value : null;
}

/** Where it was thrown. The stack begins with the message, which is left out. */
function placeOf({ stack = "", message }: Error): string[] {
  const lines = stack.slice(stack.indexOf(message) + message.length);
  const place = stack.includes(message) && /^ +at .*?([\w.[\]()/@-]+:\d+:\d+)\)?$/m.exec(lines)?.[1];
  return place ? [`at ${place.split("/").slice(-4).join("/")}`] : [];
}
