import { Gauge, type Registry } from "prom-client";
import type { Readings } from "@/domain/watch";

/** Where gauges come from; read when somebody looks. */
export interface GaugeSource {
  /** What stands in the database; null: it does not answer. */
  readings(): Promise<Readings | null>;
  pool(): { total: number; idle: number; waiting: number };
  build: { version: string; node: string };
}

type Line = readonly [labels: Record<string, string>, value: number];

interface Described {
  help: string;
  labels?: string[];
  read: (at: Readings) => readonly Line[];
}

const one = (value: number): readonly Line[] => [[{}, value]];

/** Of the database, the same in every process: on a chart take the largest, not the sum. */
const OF_DATABASE: Readonly<Record<string, Described>> = {
  jobs_waiting: {
    ...{ help: "Jobs that are due and not begun", labels: ["job"] },
    read: ({ jobs }) => jobs.map(({ job, waiting }) => [{ job }, waiting]),
  },
  jobs_oldest_seconds: {
    ...{ help: "For how long the oldest due job has waited", labels: ["job"] },
    read: ({ jobs }) => jobs.map(({ job, oldest }) => [{ job }, oldest]),
  },
  messages_waiting: {
    help: "Mail and texts that are to go out",
    read: ({ messages }) => one(messages),
  },
  webhooks_waiting: {
    help: "Webhooks to open endpoints that did not arrive yet, counted to 100,000",
    read: ({ webhooks }) => one(webhooks.waiting),
  },
  webhooks_oldest_seconds: {
    help: "Age of the oldest webhook to an open endpoint that did not arrive yet",
    read: ({ webhooks }) => one(webhooks.oldest),
  },
  webhook_endpoints: {
    ...{ help: "Webhook endpoints by how they stand", labels: ["state"] },
    read: ({ endpoints }) => Object.entries(endpoints).map(([state, count]) => [{ state }, count]),
  },
  ledger_verified_timestamp_seconds: {
    help: "When the whole ledger was verified last; absent: never",
    read: ({ ledger }) => (ledger ? one(ledger.at) : []),
  },
  ledger_faults: {
    help: "Faults that the last verification of the whole ledger found; absent: never verified",
    read: ({ ledger }) => (ledger ? one(ledger.faults) : []),
  },
  ledger_events_verified: {
    help: "Events in the last verification of the whole ledger",
    read: ({ ledger }) => (ledger ? one(ledger.events) : []),
  },
  visits_open: { help: "Support visits that are going on", read: ({ visits }) => one(visits) },
  requests_open: {
    help: "Requests of customers without an answer",
    read: ({ requests }) => one(requests.open),
  },
  requests_overdue: {
    help: "Requests of customers past their last lawful day",
    read: ({ requests }) => one(requests.overdue),
  },
};

/** Adds what is read when somebody looks. Where the database does not answer its gauges are absent, never old. */
export function addGauges(registry: Registry, source: GaugeSource): void {
  const registers = [registry];
  // First of all, or the very question to the database would stand there as one that waits.
  addProcess(registers, source);
  new Gauge({
    ...{ name: "forthright_database_up", help: "1: the database answered just now", registers },
    async collect() {
      this.set((await source.readings()) ? 1 : 0);
    },
  });
  for (const [word, { help, labels = [], read }] of Object.entries(OF_DATABASE))
    new Gauge({
      ...{ name: `forthright_${word}`, help, labelNames: labels, registers },
      async collect() {
        const readings = await source.readings();
        this.reset();
        // Without labels a gauge that was reset says 0, which is not what nobody knows.
        if (labels.length === 0) this.remove();
        for (const [line, value] of readings ? read(readings) : []) this.set({ ...line }, value);
      },
    });
}

/** Of this process alone. */
function addProcess(registers: Registry[], source: GaugeSource): void {
  new Gauge({
    ...{
      name: "forthright_pool_connections",
      help: "Connections to the database, by what they do",
      registers,
    },
    labelNames: ["state"],
    collect() {
      const { total, idle, waiting } = source.pool();
      this.set({ state: "in_use" }, total - idle);
      this.set({ state: "idle" }, idle);
      this.set({ state: "waited_for" }, waiting);
    },
  });
  new Gauge({
    ...{ name: "forthright_build_info", help: "1, with the version that runs", registers },
    labelNames: ["version", "node"],
  }).set({ ...source.build }, 1);
}
