import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";

/** The header by which pages learn who is at the other end. Whatever a client sends under this name is dropped. */
export const CLIENT_ADDRESS = "x-forthright-client";
export const REQUEST_ID = "x-request-id";
/** The path and query as asked, for coming back to it after signing in. */
export const ASKED_PATH = "x-path";
/** Carried by requests that this process sends to itself, when Next follows an action's redirect. */
const OWN = "x-forthright-own";
const own = randomUUID();

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Reads TRUSTED_PROXIES: addresses and networks whose word about their clients counts. */
export function readNetworks(texts: readonly string[]): Network[] {
  return texts.map((text) => {
    if (text.includes("/")) return ipaddr.parseCIDR(text);
    const address = ipaddr.process(text);
    return [address, address.kind() === "ipv4" ? 32 : 128];
  });
}

/** Whether this process asks itself. Only known before its headers are settled. */
export const isOwn = ({ headers }: IncomingMessage): boolean => headers[OWN] === own;

/**
 * Whose request this is: the nearest address that no trusted proxy of ours has.
 * Without trusted proxies that is the other end of the connection, whatever X-Forwarded-For says.
 */
export function clientAddress(request: IncomingMessage, trusted: readonly Network[]): string {
  const told = request.headers[CLIENT_ADDRESS];
  if (isOwn(request) && typeof told === "string") return told;
  let nearest = otherEnd(request.socket);
  if (trusted.length === 0) return nearest || "unknown";
  const hops = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((hop) => hop.trim())
    .filter(Boolean);
  while (nearest && isTrusted(nearest, trusted)) {
    const next = normal(hops.pop() ?? "");
    if (!next) break;
    nearest = next;
  }
  return nearest || "unknown";
}

const ends = new WeakMap<object, string>();

/** Read once for a connection, however many requests come over it. */
function otherEnd(socket: IncomingMessage["socket"]): string {
  const end = ends.get(socket) ?? normal(socket.remoteAddress ?? "");
  ends.set(socket, end);
  return end;
}

function normal(text: string): string {
  return ipaddr.isValid(text) ? ipaddr.process(text).toString() : "";
}

function isTrusted(text: string, trusted: readonly Network[]): boolean {
  const address = ipaddr.process(text);
  return trusted.some(([network, bits]) => address.kind() === network.kind() && address.match(network, bits));
}

/** Drops what a client may claim about itself and writes down what we know instead. */
export function settleHeaders(
  headers: IncomingHttpHeaders,
  known: { client: string; requestId: string; path: string; publicUrl: string | undefined },
): void {
  for (const name of Object.keys(headers)) if (isClaim(name)) delete headers[name];
  headers[CLIENT_ADDRESS] = known.client;
  headers[REQUEST_ID] = known.requestId;
  headers[ASKED_PATH] = known.path;
  headers[OWN] = own;
  if (!known.publicUrl) return;
  const { host, protocol } = new URL(known.publicUrl);
  headers.host = host;
  headers["x-forwarded-host"] = host;
  headers["x-forwarded-proto"] = protocol.slice(0, -1);
}

const claims =
  /^(x-forwarded-.*|forwarded|x-real-ip|x-client-ip|true-client-ip|x-middleware-.*|x-original-url)$/;
const ours = new Set([CLIENT_ADDRESS, REQUEST_ID, ASKED_PATH, OWN]);

const isClaim = (name: string) => claims.test(name) || ours.has(name);
