import { readEnv } from "./server/env.ts";

// Everything wrong with the environment is said before the minutes of a build, not after.
readEnv("build");

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm run verify`; the compiler of TypeScript 7 is no library that Next could load.
  typescript: { ignoreBuildErrors: true },
  experimental: { useTypeScriptCli: true, serverActions: { bodySizeLimit: "256kb" } },
  turbopack: { rules: { "*.sheet": { loaders: ["./app/styles/as-text.cjs"], as: "*.js" } } },
  images: { unoptimized: true },
  // Loaded from node_modules as they are: each finds its own files beside it.
  serverExternalPackages: ["pg", "pg-boss", "pino", "nodemailer", "date-holidays"],
  devIndicators: false,
};
