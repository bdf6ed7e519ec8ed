import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { type Asked, atRate, statuses } from "./asked";
import { exactly, type Fault, quantile, told, within } from "./fault";
import type { Ground } from "./ground";
import { decision, page } from "./questions";
import type { Replica } from "./replica";

const OF_EACH = 100;

/** What a slow client sends at once, and what it goes on with, byte by byte. `reads`: it takes in what is answered. */
interface Slowness {
  name: string;
  first: string;
  on: string;
  reads: boolean;
}

const slownesses: readonly Slowness[] = [
  { name: "headers", first: "GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: ", on: "a", reads: true },
  {
    name: "bodies",
    first:
      "POST /api/v1/decisions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n",
    on: " ",
    reads: true,
  },
  // Far more answers than the buffers of a connection hold, none of which is ever read.
  {
    name: "readers",
    first: "GET /terms HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n".repeat(60),
    on: "",
    reads: false,
  },
];

/** R20: hundreds of clients that hold their connections for as long as they can. */
export const slowClients: Fault = {
  name: "slow-clients",
  title: "300 slow clients",
  async run(ground, extent) {
    const seconds = extent.of(100, 8);
    const app = await ground.replica();
    const open = slownesses.flatMap((one) =>
      Array.from({ length: OF_EACH }, () => new Slow(one, app, ground)),
    );
    const dripping = setInterval(() => {
      for (const one of open) one.drip();
    }, 1_000);
    try {
      await pause(500);
      const asked = await atRate({ perSecond: 10, seconds }, healthy(ground, app));
      const left = open.filter((one) => one.isOpen);
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
      clearInterval(dripping);
      for (const one of open) one.end();
      await app.kill();
    }
  },
};

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

  constructor(
    private readonly how: Slowness,
    { url }: Replica,
    { key }: Ground,
  ) {
    const { hostname, port } = new URL(url);
    this.socket = connect({ host: hostname, port: Number(port) });
    this.socket.once("close", () => {
      this.isOpen = false;
    });
    this.socket.on("error", () => undefined);
    const more = how.name === "bodies" ? `authorization: Bearer ${key}\r\n\r\n` : "";
    this.socket.write(how.first + more);
    if (how.reads) this.socket.resume();
    else this.socket.pause();
  }

  drip(): void {
    if (this.isOpen && this.how.on && this.socket.writable) this.socket.write(this.how.on);
  }

  end(): void {
    this.socket.destroy();
  }
}
