import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the changed code looks for the change that is on. */
    globalNamespace: "__stryker__";
    mode: "dry-run" | "mutant";
    mutantActivation: "static" | "runtime";
  }
}

declare global {
  var __stryker__: { activeMutant?: string } | undefined;
}

/** Modules that a file loads for the first time are loaded without the change of the run before. */
if (inject("mode") === "mutant" && inject("mutantActivation") !== "static" && globalThis.__stryker__)
  globalThis.__stryker__.activeMutant = undefined;
