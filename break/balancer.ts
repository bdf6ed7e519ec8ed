import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { endAtExit } from "./ended";

/** A proxy as stands in front of replicas: to the ready one with the fewest open requests. Never tries twice. */
export interface Balancer {
  url: string;
  /** How many it sends requests to at the moment. */
  ready(): number;
  /** How many answers a replica began and did not end. */
  brokenOff(): number;
  close(): Promise<void>;
}

const CHECK_MS = 250;
/** Longer than whoever asks keeps a connection that nothing moves on, or both would let go of it at the same moment. */
const IDLE_MS = 75_000;
/** Said between two neighbours alone, so never passed on (RFC 9110, 7.6.1): how long a replica keeps its side says nothing of ours. */
const BETWEEN_NEIGHBOURS = new Set(
  "connection keep-alive proxy-connection te trailer transfer-encoding upgrade".split(" "),
);

export async function startBalancer(port: number, replicas: readonly number[]): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const ready = new Set<number>();
  const open = new Map(replicas.map((at) => [at, 0]));
  let [turn, brokenOff] = [0, 0];
  const cut = () => {
    brokenOff += 1;
  };
  const server = createServer((from, to) => {
    const chosen = leastOpen(open, { ready, turn: turn++ });
    if (chosen === undefined) return void to.writeHead(503, { "x-balancer": "nobody is ready" }).end();
    const count = (by: number) => open.set(chosen, (open.get(chosen) ?? 0) + by);
    count(1);
    to.once("close", () => count(-1));
    pass({ from, to, port: chosen, agent, cut });
  });
  server.keepAliveTimeout = IDLE_MS;
  const checking = setInterval(() => {
    for (const at of replicas) void isReady(at).then((is) => (is ? ready.add(at) : ready.delete(at)));
  }, CHECK_MS);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = async () => {
    clearInterval(checking);
    agent.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  endAtExit(() => clearInterval(checking));
  return { url: `http://127.0.0.1:${port}`, ready: () => ready.size, brokenOff: () => brokenOff, close };
}

/** One that has just started is slow at first; with its share in turn it would keep people waiting while the other is free. */
function leastOpen(
  open: ReadonlyMap<number, number>,
  { ready, turn }: { ready: ReadonlySet<number>; turn: number },
) {
  const up = [...ready];
  const inTurn = up.map((_, at) => up[(at + turn) % up.length] ?? 0);
  return inTurn.toSorted((one, other) => (open.get(one) ?? 0) - (open.get(other) ?? 0))[0];
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
    (answer) => answer.ok,
    () => false,
  );

interface Passing {
  from: IncomingMessage;
  to: ServerResponse;
  port: number;
  agent: Agent;
  cut(): void;
}

const passedOn = ({ headers }: IncomingMessage) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !BETWEEN_NEIGHBOURS.has(name)));

function pass({ from, to, port, agent, cut }: Passing): void {
  const headers = { ...passedOn(from), "x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "http" };
  const onward = request(
    { host: "127.0.0.1", port, path: from.url, method: from.method, headers, agent },
    (answer) => {
      to.writeHead(answer.statusCode ?? 502, passedOn(answer));
      answer.pipe(to);
      answer.once("error", () => {
        cut();
        to.destroy();
      });
    },
  );
  onward.once("error", (error) => {
    if (to.headersSent) return void to.destroy();
    to.writeHead(502, { "x-balancer": "code" in error ? String(error.code) : error.name }).end();
  });
  from.pipe(onward);
}
