import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { BASE } from "@/api/app";
import { endpoints } from "@/api/endpoints";
import { openRoutes } from "@/api/open-route";
import { pages, wellKnown } from "@/api/pages";

/** Patterns of every address of the API, as its document names them. */
export const API_ROUTES: readonly string[] = [
  ...endpoints.map(({ path }) => BASE + path),
  ...pages.map(({ path }) => BASE + path),
  ...wellKnown.map(({ path }) => path),
  ...openRoutes.map(({ path }) => path),
];

const manifest = join(import.meta.dirname, "..", "..", "package.json");

/** Which version of the product this is. */
export const VERSION: string = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(manifest, "utf8"))).version;
