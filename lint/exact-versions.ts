import type { Check } from "./problem";

const KINDS = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"] as const;

/** Two installs of one commit give the same programs. */
export const exactVersions: Check = (files) =>
  [...files]
    .filter(([file]) => /(^|\/)package\.json$/.test(file))
    .flatMap(([file, text]) => {
      const manifest: Record<string, Record<string, string> | undefined> = JSON.parse(text);
      return KINDS.flatMap((kind) => Object.entries(manifest[kind] ?? {}))
        .filter(([, version]) => !/^(npm:(@?[\w./-]+)@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
        .map(([name, version]) => ({
          file,
          line: lineOf(text, name),
          message: `${name} is “${version}” — write one exact version`,
        }));
    });

function lineOf(text: string, name: string): number {
  return text.split("\n").findIndex((line) => line.includes(`"${name}":`)) + 1;
}
