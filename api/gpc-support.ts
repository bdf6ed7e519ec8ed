import { signalPurposes } from "@/domain/choices";
import type { House } from "@/domain/house";
import type { Sent } from "./exchange";

/** When what is said here last became true of the product. */
const LAST_UPDATE = "2026-11-22";

/** Says that the signal is followed, where the brand marks something that it turns off. Nothing of anybody. */
export const gpcSupport = ({ brand }: Pick<House, "brand">): Sent => ({
  status: 200,
  headers: { "content-type": "application/json" },
  bytes: JSON.stringify({ gpc: signalPurposes(brand).length > 0, lastUpdate: LAST_UPDATE }),
});
