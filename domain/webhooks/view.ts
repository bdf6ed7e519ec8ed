import type { Unobeyed } from "../obeyed/catalog";
import type { DeliveryCounts, EndpointView, WebhookEvent } from "./catalog";

/** How an endpoint fares in all. `late`: what its system has not said in time; null: nothing. */
export interface EndpointHealth {
  endpoint: EndpointView;
  deliveries: DeliveryCounts;
  late: Unobeyed | null;
}

/** Whether somebody should look: something was given up, nothing is sent any more, or nobody says that they obey. */
export const needsLook = ({ endpoint, deliveries, late }: EndpointHealth): boolean =>
  deliveries.dead > 0 || late !== null || endpoint.standing === "gone" || endpoint.standing === "failing";

/** Deliveries on one page of the desk. */
export const DELIVERIES_A_PAGE = 10;

/** Periods that the desk offers for obeying; the API takes any. */
export const PERIODS = ["PT5M", "PT15M", "PT1H", "PT4H", "P1D", "P7D"] as const;

/** Name of an event's box in the form that makes an endpoint. */
export const boxOf = (event: WebhookEvent): string => `event:${event}`;

const UNITS = [
  ["D", 86_400],
  ["H", 3_600],
  ["M", 60],
  ["S", 1],
] as const;

/** Seconds as an ISO 8601 duration: 3600 is `PT1H`, 90000 `P1DT1H`. */
export function periodOf(seconds: number): string {
  let left = seconds;
  const parts = UNITS.map(([letter, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count > 0 ? `${count}${letter}` : "";
  });
  const [days = "", ...times] = parts;
  const time = times.join("");
  return `P${days}${time && `T${time}`}`;
}
