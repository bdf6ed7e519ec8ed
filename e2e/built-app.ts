import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const built = join(import.meta.dirname, "../.next/server");
const read = (file: string) => JSON.parse(readFileSync(join(built, file), "utf8"));

/** Every server action of the build, by its id: `choices/undoAction`, or `desk/requests/writeAction` where the desk has one. */
export function builtActions(): Map<string, string> {
  const { node }: { node: Record<string, { exportedName: string; filename: string }> } = read(
    "server-reference-manifest.json",
  );
  return new Map(
    Object.entries(node).map(([id, { exportedName, filename }]) => [
      id,
      `${folderOf(dirname(filename))}/${exportedName}`,
    ]),
  );
}

const folderOf = (folder: string) =>
  folder.startsWith("app/desk/") ? `desk/${basename(folder)}` : basename(folder);

/** Every route of the build as its address: `/requests/[id]`, without the folders that no address shows. */
export function builtRoutes(): string[] {
  return Object.keys(read("app-paths-manifest.json"))
    .filter((route) => !/\/_(global-error|not-found)\//.test(route))
    .map((route) => route.replace(/\/(page|route)$/, "").replace(/\/\([^)]+\)/g, "") || "/");
}

const ACTION = "$ACTION_ID_";

/** The name of the action that a form calls, or null for a form of a route handler. */
export function actionOf(fields: Record<string, string>, actions: Map<string, string>): string | null {
  const id = Object.keys(fields).find((name) => name.startsWith(ACTION));
  return id === undefined ? null : (actions.get(id.slice(ACTION.length)) ?? null);
}
