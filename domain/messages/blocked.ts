import type { House } from "../house";

/** Twilio's word for a number whose owner has answered STOP: the carrier passes nothing on until START. */
export const isCarrierBlock = (code: string): boolean => code === "21610";

/** Notes that nothing reaches a number by text, because its owner stopped it there. `number` is E.164. */
export async function carrierBlocks(house: House, _number: string): Promise<void> {
  house.log.warn("text.blocked", { reason: "stopped at the carrier" });
}
