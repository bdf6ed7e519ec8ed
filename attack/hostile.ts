import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createListener } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type HostileHouse, openHostileHouse } from "./hostile-house";
import { scripts } from "./lists/scripts";
import type { Customer, Target } from "./target";

/** A hostile house whose every connection is written down, and who is a customer there. */
export interface Watched extends HostileHouse {
  customers: Customer[];
  /** Listens on loopback, where nothing of the product's may ever connect to. */
  canary: { port: number; heard: string[] };
  /** May be connected to; answers `/redirect/STATUS` with a redirect to the canary. */
  allowed: string;
  /** Where the product tried to connect to, `address port`, but for its databases and its mail. */
  attempts(): string[];
}

const opened = new WeakMap<Target, Promise<Watched>>();

/** Opened once for all attacks that need it; it ends with the target. */
export function hostileHouse(target: Target): Promise<Watched> {
  const known = opened.get(target) ?? open(target);
  opened.set(target, known);
  return known;
}

/** Long texts are refused where they hold HTML, so there only what Markdown itself could be led astray by. */
const isMarkdown = (text: string) => !/<(?!https)|[\0\n]|^#|^\{:|\]\(<?(java|vbs|data)/i.test(text);

async function open(target: Target): Promise<Watched> {
  const folder = mkdtempSync(join(tmpdir(), "forthright-witness-"));
  const file = join(folder, "attempts");
  const [canary, allowed] = await Promise.all([listenAsCanary(), listenAsAllowed()]);
  allowed.leadsTo = canary.port;
  const customers = await target.claim(target.short ? 1 : 3);
  const texts = scripts().map(({ text }) => text);
  const env = {
    NODE_OPTIONS: `--import=${join(import.meta.dirname, "witness.mjs")}`,
    ...{ ATTACK_WITNESS: file, ALLOW_PRIVATE_HOSTS: allowed.host },
  };
  const house = await openHostileHouse(target, {
    texts,
    paragraphs: texts.filter(isMarkdown),
    customers,
    env,
  });
  const known = knownPorts(target, house, allowed.host);
  const stop = target.stop;
  target.stop = async () => {
    await house.close();
    for (const one of [canary.server, allowed.server]) one.close();
    rmSync(folder, { recursive: true, force: true });
    await stop();
  };
  const attempts = () =>
    readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .filter((line) => !known.includes(line.split(" ")[1] ?? ""));
  return { ...house, customers, canary, allowed: allowed.host, attempts };
}

const portIn = (url: string) => new URL(url).port;

function knownPorts(target: Target, { house, mail, service }: HostileHouse, allowed: string): string[] {
  const own = [target.databaseUrl(), house.databaseUrl(), mail.url, house.url].map(portIn);
  return [...own, service.split(":")[1] ?? "", allowed.split(":")[1] ?? ""];
}

interface Canary {
  server: { close(): unknown };
  port: number;
  heard: string[];
}

/** On a port of its own, and on the usual one where this user may. */
async function listenAsCanary(): Promise<Canary> {
  const heard: string[] = [];
  const listen = (port: number, host: string) =>
    new Promise<ReturnType<typeof createListener> | null>((resolve) => {
      const server = createListener((socket) => {
        heard.push(`${host} ${port}`);
        socket.once("error", () => undefined).destroy();
      });
      server.once("error", () => resolve(null)).listen(port, host, () => resolve(server));
    });
  const servers = await Promise.all([listen(0, "127.0.0.1"), listen(443, "127.0.0.1"), listen(443, "::1")]);
  const port = (servers[0]?.address() as AddressInfo | undefined)?.port ?? 0;
  return { heard, port, server: { close: () => servers.map((one) => one?.close()) } };
}

interface Allowed {
  server: Server;
  host: string;
  leadsTo: number;
}

async function listenAsAllowed(): Promise<Allowed> {
  const server = createServer((request, response) => {
    const status = Number(/\/redirect\/(\d{3})/.exec(request.url ?? "")?.[1] ?? 200);
    const location = `http://127.0.0.1:${found.leadsTo}/led`;
    response
      .writeHead(status, { location, refresh: `0;url=${location}`, "content-location": location })
      .end("{}");
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const found: Allowed = { server, host: `127.0.0.1:${(server.address() as AddressInfo).port}`, leadsTo: 0 };
  return found;
}
