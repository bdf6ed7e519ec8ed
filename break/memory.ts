import { execFileSync } from "node:child_process";
import { atRate, statuses } from "./asked";
import { exactly, type Fault, told } from "./fault";
import { mixed } from "./questions";

const PER_SECOND = 50;

/** Megabytes of memory that a process has at the moment. */
export function residentMb(pid: number): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1_024;
}

/** R21: everything that is asked all day, for long enough to see what is never given back. */
export const memory: Fault = {
  name: "memory",
  title: "memory under load",
  async run(ground, extent) {
    const [seconds, warm, goal] = [extent.of(300, 10), extent.of(120, 4), extent.of(1, 200)];
    const app = await ground.app();
    const pid = app.pid();
    const points: Point[] = [];
    const began = performance.now();
    const sampling = setInterval(() => {
      points.push({ minutes: (performance.now() - began) / 60_000, mb: residentMb(pid) });
    }, 500);
    try {
      const rate = { perSecond: PER_SECOND, seconds };
      const asked = await atRate(rate, mixed({ url: app.url, key: ground.key }, ground.people));
      const warmed = points.filter(({ minutes }) => minutes * 60 >= warm);
      const slope = slopeOf(lows(warmed, extent.of(20, 2)));
      const [first, last] = [warmed[0]?.mb ?? 0, warmed.at(-1)?.mb ?? 0];
      return {
        done: `${seconds} s at ${PER_SECOND} requests a second, the first ${warm} s not counted`,
        numbers: [
          told("answers", statuses(asked)),
          exactly("failures", asked.filter(({ status }) => status < 200 || status >= 400).length, 0),
          {
            what: "memory that grows",
            came: `${slope.toFixed(2)} MB/min`,
            goal: `≤ ${goal} MB/min`,
            held: slope <= goal,
            ofTime: true,
          },
          told(
            "from / to / most",
            `${first.toFixed(0)} / ${last.toFixed(0)} / ${Math.max(...points.map(({ mb }) => mb)).toFixed(0)} MB`,
          ),
        ],
      };
    } finally {
      clearInterval(sampling);
      await app.kill();
    }
  },
};

interface Point {
  minutes: number;
  mb: number;
}

/** The lowest of each window: what is in use when the collector has just been there. */
function lows(points: readonly Point[], seconds: number): Point[] {
  const windows = Map.groupBy(points, ({ minutes }) => Math.floor((minutes * 60) / seconds));
  return [...windows.values()].map((all) => all.reduce((low, one) => (one.mb < low.mb ? one : low)));
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
