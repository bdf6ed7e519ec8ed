import type { Call } from "./command";

/** Plain lines where there is no terminal: one in this many milliseconds. */
const EVERY_MS = 5_000;
const WIDTH = 30;

/** Says how far it is: a bar on a terminal once a second has gone by, else a plain line now and then. */
export function progressLine(call: Call): { show(rows: number, part: number): void; clear(): void } {
  const started = Date.now();
  const isBar = !call.json && process.stderr.isTTY === true;
  let last = started;
  return {
    show(rows, part) {
      const now = Date.now();
      if (now - last < (isBar ? 200 : EVERY_MS) || now - started < 1_000) return;
      last = now;
      const share = `${Math.floor(part * 100)} %`;
      if (isBar) process.stderr.write(`\r\u001b[K${bar(part)} ${share}, ${rows} rows`);
      else call.say(`${share}, ${rows} rows`);
    },
    clear() {
      if (isBar) process.stderr.write("\r\u001b[K");
    },
  };
}

function bar(part: number): string {
  const full = Math.round(part * WIDTH);
  return `[${"#".repeat(full)}${"-".repeat(WIDTH - full)}]`;
}
