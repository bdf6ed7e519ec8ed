import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import type { Counted, Meter } from "@/domain/meter";
import { addGauges, type GaugeSource } from "./gauges";

/** What this process counts, as Prometheus reads it. */
export interface Metrics {
  registry: Registry;
  meter: Meter;
  /** One request that was answered, by the pattern of its address. */
  answered(request: { method: string; route: string; status: number; seconds: number }): void;
}

type Described = { [Name in keyof Counted]: [help: string, labels: (keyof Counted[Name] & string)[]] };

const COUNTED: Described = {
  acts: ["Acts that changed something, by who did them", ["act", "by"]],
  choices: ["Choices written to the ledger, by who made them", ["by"]],
  decisions: ["Decisions given to the brand's systems", ["answer"]],
  jobs: ["Jobs that were run", ["job", "outcome"]],
  limits: ["Times it was asked whether somebody is within a limit", ["limit", "outcome"]],
  messages: ["Mail and texts handed over, or not", ["way", "outcome"]],
  source_reads: ["Looks into the brand's sources", ["source", "outcome"]],
  webhooks: ["Attempts to deliver a webhook", ["outcome"]],
};

const HTTP_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const SOURCE_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Opens the registry of this process. `source`: what is asked when it is read. */
export function openMetrics(source: GaugeSource): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const name = (word: string) => `forthright_${word}`;
  const counters = new Map(
    Object.entries(COUNTED).map(([word, [help, labelNames]]) => [
      word,
      new Counter({ name: name(`${word}_total`), help, labelNames, registers }),
    ]),
  );
  const http = new Histogram({
    ...{ name: name("http_request_duration_seconds"), help: "How long requests took, by route", registers },
    ...{ labelNames: ["route"], buckets: HTTP_SECONDS },
  });
  const requests = new Counter({
    ...{ name: name("http_requests_total"), help: "Requests answered, by route and status", registers },
    labelNames: ["method", "route", "status"],
  });
  const sources = new Histogram({
    ...{ name: name("source_read_duration_seconds"), help: "How long looks into a source took", registers },
    ...{ labelNames: ["source"], buckets: SOURCE_SECONDS },
  });
  addGauges(registry, source);
  return {
    registry,
    meter: {
      count: (word, labels, by = 1) => counters.get(word)?.inc({ ...labels }, by),
      sourceTook: (source, seconds) => sources.observe({ source }, seconds),
    },
    answered: ({ method, route, status, seconds }) => {
      requests.inc({ method: METHODS.has(method) ? method : "other", route, status });
      http.observe({ route }, seconds);
    },
  };
}
