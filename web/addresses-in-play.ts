import type { Brand } from "@/domain/brand";
import type { AddressView } from "@/domain/customers/catalog";

/** The addresses that are held, and those that a channel of the brand would need. */
export function inPlay(addresses: readonly AddressView[], { channels }: Brand): AddressView[] {
  const needed = new Set(channels.map((channel) => channel.address));
  return addresses.filter((address) => address.masked !== null || needed.has(address.kind));
}
