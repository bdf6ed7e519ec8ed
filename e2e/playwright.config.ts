import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { defineConfig } from "@playwright/test";
import { account } from "./peers/twilio-rules";
import { webhookHosts } from "./webhook-hosts";

const port = process.env.E2E_PORT ?? "3131";
const data = process.env.E2E_DATA ?? join(tmpdir(), `forthright-e2e-${port}`);
const project = dirname(import.meta.dirname);
const baseURL = `http://localhost:${port}`;

/** The real demo, in production mode, on data of its own. `npm test` chooses the port and the folder. */
export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  // Two busy cores are slow, and what hangs hangs for longer than this.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: process.env.E2E_WORKERS ? Number(process.env.E2E_WORKERS) : 2,
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [["list"], ["json"]] : [["list"]],
  use: {
    baseURL,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // A trace of every journey costs a third of the time; E2E_TRACE=1 asks for it where one has failed.
    trace: process.env.E2E_TRACE ? "retain-on-failure" : "off",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: `exec "${join(project, "node_modules/node/bin/node")}" start/start.mjs --data "${data}" --port ${port}`,
    cwd: project,
    url: `${baseURL}/readyz`,
    // npm test chooses a free port, so only who names the port of a running demo by hand meets it again
    reuseExistingServer: true,
    timeout: 600_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    stdout: "ignore",
    stderr: "pipe",
    env: {
      ...{ LOG_LEVEL: "warn", FORTHRIGHT_BRAND: "", DATABASE_URL: "", FORTHRIGHT_URL: "" },
      ALLOW_PRIVATE_HOSTS: webhookHosts(Number(port)),
      // The demo sends nothing; texts that come in are signed with the token of this account.
      ...{ TWILIO_ACCOUNT_SID: account.sid, TWILIO_AUTH_TOKEN: account.token, SMS_FROM: account.from },
    },
  },
});
