import { readFileSync } from "node:fs";
import { z } from "zod";

/** Finds the pattern of an address, of a list that is known: never a part of what somebody typed. */
export type RouteOf = (path: string) => string;

const Manifest = z.object({
  staticRoutes: z.array(z.object({ page: z.string() })),
  dynamicRoutes: z.array(z.object({ page: z.string() })),
});

/** Patterns of the pages as they were built; none where nothing is built yet, as for whoever develops. */
export function builtPages(file = ".next/routes-manifest.json"): string[] {
  try {
    const { staticRoutes, dynamicRoutes } = Manifest.parse(JSON.parse(readFileSync(file, "utf8")));
    return [...staticRoutes, ...dynamicRoutes].map(({ page }) => page);
  } catch {
    return [];
  }
}

/** `patterns`: `/requests/[id]` as pages are named, `/customers/{id}` as the API's document does. */
export function routesOf(patterns: readonly string[]): RouteOf {
  const named = [...new Set(patterns.map(withBraces))];
  const fixed = new Set(named.filter((pattern) => !pattern.includes("{")));
  const others = named
    .filter((pattern) => pattern.includes("{"))
    .map((pattern) => ({ pattern, matches: regexOf(pattern) }));
  return (path) => {
    const tidy = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
    if (fixed.has(tidy)) return tidy;
    return others.find(({ matches }) => matches.test(tidy))?.pattern ?? "other";
  };
}

const withBraces = (pattern: string) =>
  pattern.replaceAll(/\[+(\.{3})?(\w+)\]+/g, "{$1$2}").replaceAll(/:(\w+)/g, "{$1}");

const regexOf = (pattern: string) =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)
      .replaceAll(/\{\\\.\\\.\\\.\w+\}/g, ".*")
      .replaceAll(/\{\w+\}/g, "[^/]+")}$`,
    "s",
  );
