import { type Check, lineAt } from "./problem";

/** Places that may read the environment: the one file that checks it, and what runs before or beside it. */
const ALLOWED =
  /^server\/env\.ts$|^start\/|(^|\/)[\w.-]+\.config\.\w+$|\.cjs$|^(e2e|bench|break|attack|mutation|lint)\/|\.test\.tsx?$/;
/** `NODE_ENV` is put in by the bundler and is no setting of ours. */
const READS =
  /\bprocess\s*(\?\.|\.)\s*env\b(?!\.NODE_ENV\b)|\bprocess\s*\[\s*["'`]env["'`]\s*\]|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b/g;

/** The environment is read where it is checked, so that nothing depends on a variable nobody named. */
export const processEnv: Check = (files) =>
  [...files]
    .filter(([file]) => /\.(ts|tsx|js|mjs)$/.test(file) && !ALLOWED.test(file))
    .flatMap(([file, text]) =>
      [...text.matchAll(READS)].map((found) => ({
        file,
        line: lineAt(text, found.index),
        message: "process.env is read here — take it from server/env.ts",
      })),
    );
