import pino from "pino";
import type { Log, LogFields } from "@/domain/house";

/** A line says what happened and these fields, nothing else: no values, no addresses, no free objects. */
const allowed: readonly (keyof LogFields)[] = [
  "requestId",
  "source",
  "item",
  "job",
  "code",
  "reason",
  "count",
  "ms",
  "path",
  "method",
  "status",
];

/**
 * The process's log, one JSON line per event on standard output.
 * `path` is cut at the query and behind the address of a one-use link, which would be a key in the log; a
 * customer's number is left out.
 */
export function openLog(level: string, to?: pino.DestinationStream): Log {
  const base = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: "event" };
  const logger = pino(base, to ?? standardOutput());
  const line = (kind: "info" | "warn" | "error"): Log["info"] =>
    logger.isLevelEnabled(kind) ? (event, fields) => logger[kind](pick(fields), event) : () => undefined;
  return { info: line("info"), warn: line("warn"), error: line("error") };
}

function standardOutput(): pino.DestinationStream {
  const destination = pino.destination({ dest: 1, sync: true });
  // A reader that is gone is no reason to stop serving.
  destination.on("error", () => undefined);
  return destination;
}

function pick(fields: LogFields = {}): LogFields {
  const kept = Object.fromEntries(
    allowed.filter((name) => name in fields).map((name) => [name, fields[name]]),
  );
  return fields.path === undefined ? kept : { ...kept, path: withoutKeys(fields.path) };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Also where an address is mistyped: no part of a path of ours is as long as a key, but for ids, or holds an @. */
const withoutKeys = (path: string) =>
  path
    .replace(/[?#].*$/s, "")
    .replace(/^\/api\/v1\/(customers|webhook-endpoints)\/[^/]+/s, "/api/v1/$1/…")
    .replaceAll(/[^/]*(@|%40)[^/]*/gi, "…")
    .replaceAll(/[^/]{24,}/g, (part) => (UUID.test(part) ? part : "…"))
    .replace(/^\/(stop|why|sign-in|copy|confirm|requests)\/.+$/s, "/$1/…");
