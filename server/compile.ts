import { writeFileSync } from "node:fs";
import { build } from "esbuild";

/** As deep as `server/` and `domain/messages/`, whose files look for others from where they stand. */
const FOLDER = ".next/serve";

/** Left as they are: each finds files of its own beside it, or is loaded by the pages too and must be one. */
const OUTSIDE = ["next", "react", "react-dom", "pg", "pg-boss", "pino", "nodemailer", "date-holidays"];

/**
 * Compiles what `npm run serve` runs into one file, with the list of what it was made from: reading two thousand small
 * files takes longer than all else that a start does. Takes two seconds.
 * @throws esbuild's BuildFailure, when a source cannot be read.
 */
export async function compileServer(): Promise<void> {
  const { metafile } = await build({
    entryPoints: ["server/serve.ts"],
    outdir: FOLDER,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: `node${process.versions.node}`,
    external: OUTSIDE,
    // Packages of the older kind ask for others by `require`.
    banner: {
      js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
    },
    metafile: true,
    logLevel: "silent",
  });
  const own = Object.keys(metafile.inputs).filter((path) => !path.startsWith("node_modules/"));
  writeFileSync(`${FOLDER}/made-from.json`, JSON.stringify([...own, "package-lock.json"]));
}
