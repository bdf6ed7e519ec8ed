import ipaddr from "ipaddr.js";

/**
 * The network that an address is counted as: an IPv4 address by itself, an IPv6 address by its /64,
 * because whoever has one has all of those. What is no address is counted together.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  const bytes = parsed.toByteArray().map((byte, index) => (index < 8 ? byte : 0));
  return `${ipaddr.fromByteArray(bytes).toString()}/64`;
}
