import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { type Asked, atRate, statuses } from "./asked";
import { exactly, type Fault, quantile, told, within } from "./fault";
import type { Ground } from "./ground";
import { decision, page } from "./questions";
import type { Replica } from "./replica";

/** Addresses that they come from, as a proxy tells them: limits are by network, and loopback would be one for all. */
const ADDRESSES = 10;

/** How many of them come in a second. */
const PER_SECOND = 50;

/** What a slow client sends at once, and what it goes on with, byte by byte. `reads`: it takes in what is answered. */
interface Slowness {
  name: string;
  count: number;
  first: (from: string, key: string) => string;
  on: string;
  reads: boolean;
}

const asking = (line: string, from: string) =>
  `${line} HTTP/1.1\r\nhost: 127.0.0.1\r\nx-forwarded-for: ${from}\r\n`;
const sending = (type: string) => `content-type: ${type}\r\ncontent-length: 100000\r\n`;

const slownesses: readonly Slowness[] = [
  { name: "headers", count: 100, first: (from) => `${asking("GET /", from)}x-slow: `, on: "a", reads: true },
  {
    ...{ name: "calls", count: 50, on: " ", reads: true },
    first: (from, key) =>
      `${asking("POST /api/v1/decisions", from)}${sending("application/json")}authorization: Bearer ${key}\r\n\r\n`,
  },
  {
    ...{ name: "forms", count: 50, on: "a", reads: true },
    first: (from) =>
      `${asking("POST /sign-in", from)}${sending("application/x-www-form-urlencoded")}\r\nemail=`,
  },
  // Neither reads anything. The second asks for more than the buffers of a connection hold.
  {
    ...{ name: "readers", count: 50, on: "", reads: false },
    first: (from) => `${asking("GET /terms/privacy-notice", from)}\r\n`,
  },
  {
    ...{ name: "readers of many", count: 50, on: "", reads: false },
    first: (from) => `${asking("GET /terms/privacy-notice", from)}\r\n`.repeat(60),
  },
];

/** R20: hundreds of clients that hold their connections for as long as they can. */
export const slowClients: Fault = {
  name: "slow-clients",
  title: "300 slow clients",
  async run(ground, extent) {
    const seconds = extent.of(100, 8);
    const app = await ground.app();
    const open: Slow[] = [];
    const coming = comeIn((how, number) => void open.push(new Slow(how, { app, ground, number })));
    const dripping = setInterval(() => {
      for (const one of open) one.drip();
    }, 1_000);
    try {
      const asked = await atRate({ perSecond: 10, seconds }, healthy(ground, app));
      // Who reads nothing does not hear that it was ended either.
      for (const one of open) one.listen();
      await pause(2_000);
      const left = open.filter((one) => one.isOpen);
      for (const [kind, all] of Map.groupBy(left, ({ name }) => name))
        extent.say(`still open: ${kind} × ${all.length}`);
      return {
        done: `${open.length} connections for ${seconds} s`,
        numbers: [
          told("answers to everybody else", statuses(asked)),
          within("their p95", quantile(times(asked), 0.95), 1_000),
          exactly("their failures", asked.filter(({ status }) => status !== 200).length, 0),
          // Shorter than the limits, the short form cannot see them end.
          extent.short
            ? told("slow connections that are still open", left.length)
            : exactly("slow connections that are still open", left.length, 0),
        ],
      };
    } finally {
      clearInterval(coming);
      clearInterval(dripping);
      for (const one of open) one.end();
      await app.kill();
    }
  },
};

/** One after the other, of each kind in turn, as fast as tools for this come by default. */
function comeIn(one: (how: Slowness, number: number) => void): NodeJS.Timeout {
  const all = slownesses
    .flatMap((how) =>
      Array.from({ length: how.count }, (_, number) => ({ how, number, at: number / how.count })),
    )
    .sort((a, b) => a.at - b.at);
  return setInterval(() => {
    const next = all.shift();
    if (next) one(next.how, next.number);
  }, 1_000 / PER_SECOND);
}

const times = (asked: readonly Asked[]) => asked.map(({ ms }) => ms);

function healthy({ key, people }: Ground, { url }: Replica) {
  return (number: number) =>
    number % 2 === 0
      ? decision({ url, key }, `healthy.${number % 50}@example.net`)
      : page(url, "/choices", people[number % people.length]);
}

/** One such client. */
class Slow {
  isOpen = true;
  private readonly socket: Socket;

  get name(): string {
    return this.how.name;
  }

  constructor(
    private readonly how: Slowness,
    { app, ground, number }: { app: Replica; ground: Ground; number: number },
  ) {
    const { hostname, port } = new URL(app.url);
    this.socket = connect({ host: hostname, port: Number(port) });
    this.socket.once("close", () => {
      this.isOpen = false;
    });
    this.socket.on("error", () => undefined);
    this.socket.write(how.first(`198.51.100.${number % ADDRESSES}`, ground.key));
    if (how.reads) this.socket.resume();
    else this.socket.pause();
  }

  drip(): void {
    if (this.isOpen && this.how.on && this.socket.writable) this.socket.write(this.how.on);
  }

  listen(): void {
    this.socket.resume();
  }

  end(): void {
    this.socket.destroy();
  }
}
