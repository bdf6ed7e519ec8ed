import { readFileSync } from "node:fs";
import { join } from "node:path";
import GithubSlugger from "github-slugger";
import { beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import { openMetrics } from "@/server/metrics/registry";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

interface Alert {
  alert: string;
  expr: string;
  labels?: { severity?: string };
  annotations: { summary: string; runbook: string };
}
interface Panel {
  title: string;
  targets: { expr: string }[];
}

const alerts = (
  parse(read("docs/monitoring/alerts.yaml")) as { groups: { rules: Alert[] }[] }
).groups.flatMap(({ rules }) => rules);
const { panels } = JSON.parse(read("docs/monitoring/dashboard.json")) as { panels: Panel[] };
const operations = read("docs/operations.md");

/** Each name with its labels, as this process really registers it. */
let known: Map<string, Set<string>>;
beforeAll(async () => {
  const source = {
    readings: async () => null,
    pool: () => ({ total: 0, idle: 0, waiting: 0 }),
    build: { version: "0", node: "0" },
  };
  const registered = openMetrics(source).registry.getMetricsAsArray();
  known = new Map(
    registered.flatMap((metric) => {
      const labels = new Set("labelNames" in metric ? (metric.labelNames as string[]) : []);
      const isHistogram = "buckets" in metric || "upperBounds" in metric;
      const names = isHistogram
        ? ["_bucket", "_sum", "_count"].map((end) => metric.name + end)
        : [metric.name];
      return names.map((name) => [name, new Set([...labels, ...(isHistogram ? ["le"] : [])])] as const);
    }),
  );
});

/** What an expression names that is not there: metrics, and labels that a metric of ours does not have. */
function unknownIn(expr: string): string[] {
  const found = [...expr.matchAll(/\b((?:forthright|process|nodejs)_\w+)(?:\{([^}]*)\})?/g)];
  return found.flatMap(([, name = "", inside = ""]) => {
    const labels = known.get(name);
    if (!labels) return [name];
    const asked = [...inside.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = ""]) => label);
    return asked.filter((label) => !labels.has(label)).map((label) => `${name}{${label}}`);
  });
}

it.each(alerts.map((alert) => [alert.alert, alert] as const))(
  "%s asks for what is counted",
  (_name, alert) => {
    expect(unknownIn(alert.expr)).toEqual([]);
    expect(alert.labels?.severity).toMatch(/^(page|ticket)$/);
  },
);

it.each(panels.map((panel) => [panel.title, panel] as const))(
  "the panel %s asks for what is counted",
  (_t, panel) => {
    for (const { expr } of panel.targets) expect(unknownIn(expr)).toEqual([]);
  },
);

it("finds a metric and a label that are not there", () => {
  expect(unknownIn('rate(forthright_nothing_total[5m]) + max(forthright_jobs_waiting{queue="x"})')).toEqual([
    "forthright_nothing_total",
    "forthright_jobs_waiting{queue}",
  ]);
});

it("every metric of ours is on the dashboard", () => {
  const shown = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join("\n");
  const ours = [...known.keys()].filter(
    (name) => name.startsWith("forthright_") && !/_(sum|count)$/.test(name),
  );
  expect(ours.filter((name) => !shown.includes(name))).toEqual([]);
});

/** The section under a heading, as far as the next heading of any kind. */
function sectionOf(anchor: string): string {
  const slugger = new GithubSlugger();
  const parts = operations.split(/^(?=#{1,6} )/m);
  return parts.find((part) => slugger.slug((/^#+ (.*)/.exec(part)?.[1] ?? "").trim()) === anchor) ?? "";
}

it.each(alerts.map(({ alert, annotations }) => [alert, annotations.runbook] as const))(
  "%s has its runbook: what it means, how to see it, what to type",
  (alert, runbook) => {
    expect(runbook).toBe(`docs/operations.md#${alert.toLowerCase()}`);
    const section = sectionOf(alert.toLowerCase());
    for (const part of ["**For people:**", "**See it:**", "**Do:**"]) expect(section).toContain(part);
    expect(section).toMatch(/`[^`]+`/);
  },
);
