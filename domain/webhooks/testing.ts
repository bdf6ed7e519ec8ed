import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { withSightNow } from "@/db/client";
import type { Ctx } from "../context";
import { systemContext } from "../context";
import type { House } from "../house";

/** One request as it came in. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders & Record<string, string>;
  body: string;
  /** The body, read. */
  event: {
    type: string;
    timestamp: string;
    data: { customer?: { id: string }; seq?: number; purpose?: string };
  };
}

interface Reply {
  status: number;
  headers?: Record<string, string>;
}

/** A real receiver on this machine, which remembers what came and answers as it is told. */
export class Receiver {
  readonly received: Received[] = [];
  /** How it answers; a promise keeps the sender waiting. */
  answer: (request: Received) => Reply | Promise<Reply> = () => ({ status: 204 });

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Receiver> {
    const server = createServer({ keepAlive: true });
    const receiver = new Receiver(server);
    server.on("request", async (request, response) => {
      let body = "";
      for await (const part of request.setEncoding("utf8")) body += part;
      const headers = request.headers as Received["headers"];
      const received = { path: request.url ?? "", headers, body, event: JSON.parse(body) };
      receiver.received.push(received);
      const reply = await receiver.answer(received);
      response.writeHead(reply.status, reply.headers).end("thank you");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return receiver;
  }

  /** `host:port`, as ALLOW_PRIVATE_HOSTS names it. */
  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  url(path = "/hooks"): string {
    return `http://${this.host}${path}`;
  }

  /** What came at one path, in order. */
  at(path: string): Received[] {
    return this.received.filter((one) => one.path === path);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The command line's context, at the database's time. */
export const installation = (house: House): Promise<Ctx> =>
  withSightNow(house.db, {}, async (_, now) => systemContext({ house, job: "test", subject: null, now }));

/** A clock that is moved by hand; it begins at the database's time, a second ahead. */
export class Clock {
  private constructor(private time: number) {}

  static async of(house: House): Promise<Clock> {
    return new Clock((await installation(house)).now.getTime() + 1_000);
  }

  readonly now = async (): Promise<Date> => new Date(this.time);

  pass(seconds: number): void {
    this.time += seconds * 1_000;
  }
}
