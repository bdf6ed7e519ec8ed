import { execFileSync } from "node:child_process";
import { atRate, statuses } from "./asked";
import { exactly, type Fault, type Measured, told } from "./fault";
import { mixed } from "./questions";

const PER_SECOND = 50;

/** Megabytes of memory that a process has at the moment. */
export function residentMb(pid: number): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1_024;
}

const preload = new URL("./collected.mjs", import.meta.url).href;

/** R21: everything that is asked all day, for long enough to see what is never given back. */
export const memory: Fault = {
  name: "memory",
  title: "memory under load",
  async run(ground, extent) {
    const [seconds, warm, every] = [extent.of(300, 10), extent.of(120, 4), extent.of(10, 2)];
    const app = await ground.replica({ env: { NODE_OPTIONS: `--import=${preload}` } });
    const pid = app.pid();
    const resident: number[] = [];
    const began = Date.now();
    const sampling = setInterval(() => {
      resident.push(residentMb(pid));
      process.kill(pid, "SIGUSR2");
    }, every * 1_000);
    try {
      const rate = { perSecond: PER_SECOND, seconds };
      const asked = await atRate(rate, mixed({ url: app.url, key: ground.key }, ground.people));
      const points = collected(app.output()).map(({ at, mb }) => ({ minutes: (at - began) / 60_000, mb }));
      const warmed = points.filter(({ minutes }) => minutes * 60 >= warm);
      return {
        done: `${seconds} s at ${PER_SECOND} requests a second, the first ${warm} s not counted`,
        numbers: [
          told("answers", statuses(asked)),
          // Told to come again, because a busy machine has no time for so much: no fault of what is measured here.
          exactly("failures", asked.filter(({ status }) => !isFine(status)).length, 0),
          grows(slopeOf(warmed), extent.of(1, 200)),
          told("in use, from / to", `${megabytes(warmed[0]?.mb)} / ${megabytes(warmed.at(-1)?.mb)}`),
          told("of the machine, at most", megabytes(Math.max(...resident))),
        ],
      };
    } finally {
      clearInterval(sampling);
      await app.kill();
    }
  },
};

const isFine = (status: number): boolean => (status >= 200 && status < 400) || status === 503;

const megabytes = (mb = 0) => `${mb.toFixed(0)} MB`;

const grows = (slope: number, goal: number): Measured => ({
  what: "what is in use after collecting grows",
  came: `${slope.toFixed(2)} MB/min`,
  goal: `≤ ${goal} MB/min`,
  held: slope <= goal,
  ofTime: true,
});

/** What the app said of itself each time that it was asked to collect. */
const collected = (output: string) =>
  [...output.matchAll(/^collected: (\d+) (\d+)$/gm)].map(([, at, bytes]) => ({
    at: Number(at),
    mb: Number(bytes) / 1_048_576,
  }));

interface Point {
  minutes: number;
  mb: number;
}

/** Least squares: MB per minute. */
function slopeOf(points: readonly Point[]): number {
  const mean = (pick: (point: Point) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / Math.max(1, points.length);
  const [x, y] = [mean(({ minutes }) => minutes), mean(({ mb }) => mb)];
  const over = points.reduce((sum, { minutes, mb }) => sum + (minutes - x) * (mb - y), 0);
  const under = points.reduce((sum, { minutes }) => sum + (minutes - x) ** 2, 0);
  return under === 0 ? 0 : over / under;
}
