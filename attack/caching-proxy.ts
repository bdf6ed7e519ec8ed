import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** A proxy between people and the product that keeps every answer it may, for ever, and gives it to everybody. */
export interface CachingProxy {
  url: string;
  /** Addresses whose answers it keeps. */
  kept(): string[];
  /** Answers that came from what it kept. */
  hits(): number;
  close(): Promise<void>;
}

interface Kept {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Request headers that the answer varies by, as they were. */
  vary: [name: string, value: string][];
}

/** What a cache may keep without being told how long (RFC 9110, section 15.1). */
const HEURISTIC = new Set([200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501]);

const listed = (value: string | undefined) =>
  (value ?? "")
    .toLowerCase()
    .split(/\s*,\s*/)
    .filter(Boolean);

/**
 * Whether a shared cache may store an answer and give it to the next without asking (RFC 9111, sections 3 and 4): a
 * GET, neither `no-store` nor `private` nor `no-cache`, nothing asked with Authorization unless it is `public`.
 * Cookies keep nothing from being stored, and a time that nobody gave is taken to be for ever.
 */
function mayKeep(asked: IncomingMessage, { status, headers }: Kept): boolean {
  const said = new Set(listed(headers["cache-control"]).map((one) => one.replace(/=.*/, "")));
  if (asked.method !== "GET" || headers.vary === "*") return false;
  if (said.has("no-store") || said.has("private") || said.has("no-cache")) return false;
  const isPublic = said.has("public") || said.has("s-maxage") || said.has("must-revalidate");
  if (asked.headers.authorization !== undefined && !isPublic) return false;
  return HEURISTIC.has(status) || isPublic || said.has("max-age") || headers.expires !== undefined;
}

class Store {
  readonly kept = new Map<string, Kept[]>();
  hits = 0;

  find({ method, url = "", headers }: IncomingMessage): Kept | undefined {
    if (method !== "GET") return undefined;
    return this.kept
      .get(url)
      ?.find(({ vary }) => vary.every(([name, value]) => String(headers[name] ?? "") === value));
  }

  keep(asked: IncomingMessage, answer: Kept): void {
    const { url = "" } = asked;
    if (mayKeep(asked, answer)) this.kept.set(url, [...(this.kept.get(url) ?? []), answer]);
  }
}

/** Opens one in front of `url`. */
export async function openCachingProxy(url: string): Promise<CachingProxy> {
  const store = new Store();
  const server = createServer((asked, answer) => {
    const known = store.find(asked);
    if (known) store.hits += 1;
    if (known) return reply(answer, known);
    void passOn(asked, url).then(
      (came) => {
        store.keep(asked, came);
        reply(answer, came);
      },
      () => answer.writeHead(502).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    kept: () => [...store.kept.keys()],
    hits: () => store.hits,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function passOn(asked: IncomingMessage, url: string): Promise<Kept> {
  const { hostname, port, host } = new URL(url);
  const { method, url: path, headers } = asked;
  return new Promise((resolve, reject) => {
    const onward = request({ hostname, port, method, path, headers: { ...headers, host } }, (came) => {
      const parts: Buffer[] = [];
      came.on("data", (part: Buffer) => parts.push(part));
      came.once("end", () => {
        const vary = listed(came.headers.vary).map((name): [string, string] => [
          name,
          String(headers[name] ?? ""),
        ]);
        const told = { status: came.statusCode ?? 0, headers: came.headers };
        resolve({ ...told, body: Buffer.concat(parts), vary });
      });
    });
    onward.once("error", reject);
    asked.pipe(onward);
  });
}

function reply(answer: ServerResponse, { status, headers, body }: Kept): void {
  const { connection: _, "transfer-encoding": __, "keep-alive": ___, ...said } = headers;
  answer.writeHead(status, { ...said, "content-length": String(body.length) }).end(body);
}
