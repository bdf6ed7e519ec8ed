import { lookup as resolve } from "node:dns/promises";
import ipaddr from "ipaddr.js";

/** An address to connect to. */
export interface Reached {
  address: string;
  family: 4 | 6;
}

/** All that is given out of IPv6. Whatever carries an IPv4 address inside (mapped, NAT64) lies beyond, or has a range of its own. */
const GLOBAL = ipaddr.parseCIDR("2000::/3");

/** A machine of Azure's that answers each of its guests, at an address that looks public. */
const WIRE_SERVER = "168.63.129.16";

/**
 * Whether an address is out on the public internet. Everything else (this machine, private, link-local and
 * metadata, carrier NAT, multicast, documentation, tunnels that hide an IPv4 address) is not.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text.replace(/%.*$/u, ""));
  if (address.range() !== "unicast" || address.toString() === WIRE_SERVER) return false;
  return address.kind() === "ipv4" || address.match(GLOBAL);
}

/** The port of an address, written out. */
const portOf = (url: URL): string => url.port || (url.protocol === "https:" ? "443" : "80");

/** Whether `ALLOW_PRIVATE_HOSTS` names this host and port. */
function isAllowedPrivate(url: URL, allowed: readonly string[]): boolean {
  const wanted = `${url.hostname.toLowerCase()}:${portOf(url)}`;
  return allowed.some((entry) => entry.trim().toLowerCase() === wanted);
}

/** Names that lead to this machine or its own network, whoever is asked (RFC 6761, 6762, 8375; `internal` by ICANN). */
const LOCAL_NAME = /^[^.]+\.?$|\.(localhost|local|internal|home\.arpa)\.?$/iu;

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/gu, "");

/** Finds a host's addresses. Tests give their own. */
export type Resolve = (host: string) => Promise<Reached[]>;

const resolveAll: Resolve = async (host) => {
  const found = await resolve(host, { all: true, verbatim: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

/**
 * The address to connect to, resolved once so that it cannot change between the check and the connection.
 * Refused when any address of the host is not public, unless the host and port are named as allowed.
 * `onlyPort`: any other is refused too.
 * @throws Error with a reason that is safe to log.
 */
export async function guardAddress(
  url: URL,
  options: { allowed: readonly string[]; resolve?: Resolve | undefined; onlyPort?: string },
): Promise<Reached> {
  const mayBePrivate = isAllowedPrivate(url, options.allowed);
  checkForm(url, { mayBePrivate, onlyPort: options.onlyPort });
  const found = await addressesOf(url, options.resolve ?? resolveAll);
  const hidden = found.find(({ address }) => !isPublicAddress(address));
  if (hidden && !mayBePrivate) {
    throw new Error(
      `${url.host} is on a private network (${hidden.address}): name it in ALLOW_PRIVATE_HOSTS`,
    );
  }
  const first = found[0];
  if (!first) throw new Error(`${url.host} has no address`);
  return first;
}

/** What an address says by itself, before anybody is asked where it leads. */
function checkForm(
  url: URL,
  { mayBePrivate, onlyPort }: { mayBePrivate: boolean; onlyPort?: string | undefined },
): void {
  if (url.protocol !== "https:" && !(url.protocol === "http:" && mayBePrivate)) {
    throw new Error(
      `${url.protocol}// is not allowed to ${url.host}: use https, or name it in ALLOW_PRIVATE_HOSTS`,
    );
  }
  const host = hostOf(url);
  if (!mayBePrivate && !ipaddr.isValid(host) && LOCAL_NAME.test(host))
    throw new Error(`${url.host} is on a private network: name it in ALLOW_PRIVATE_HOSTS`);
  if (url.username || url.password)
    throw new Error(`a password in the address of ${url.host} is not allowed`);
  if (onlyPort !== undefined && portOf(url) !== onlyPort && !mayBePrivate)
    throw new Error(
      `port ${portOf(url)} of ${url.hostname} is not allowed: use ${onlyPort}, or name it in ALLOW_PRIVATE_HOSTS`,
    );
}

async function addressesOf(url: URL, find: Resolve): Promise<Reached[]> {
  const host = hostOf(url);
  if (ipaddr.isValid(host)) return [{ address: host, family: host.includes(":") ? 6 : 4 }];
  return find(host);
}
