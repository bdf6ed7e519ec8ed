import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endpoints } from "@/api/endpoints";
import { openApiDocument } from "@/api/openapi/document";

/** Writes the API's document as a brand would fetch it, and has a public linter read it by redocly.yaml. */
const folder = mkdtempSync(join(tmpdir(), "forthright-openapi-"));
try {
  const file = join(folder, "openapi.json");
  const document = openApiDocument({ publicUrl: "https://privacy.juniper.example", endpoints });
  writeFileSync(file, JSON.stringify(document, null, 2));
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const args = ["node_modules/@redocly/cli/bin/cli.js", "lint", file, "--config", "redocly.yaml"];
  const { status } = spawnSync(process.execPath, [...args, "--format", "stylish", "--max-problems", "50"], {
    env,
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
