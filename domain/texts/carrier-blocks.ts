import { withSight } from "@/db/client";
import { systemContext } from "../context";
import type { House } from "../house";
import { receiveText } from "./receive";

/** Twilio's word for it. */
const UNSUBSCRIBED = "21610";

/**
 * Notes that its owner stopped a number where we did not hear of it, as if that text had come in here, so that pages
 * and decisions say so. Once a day for each number. `number` is E.164.
 */
export async function carrierBlocks(house: House, number: string): Promise<void> {
  const now = await withSight(house.db, {}, async (_, at) => at);
  const from = house.settings.texts?.from ?? "";
  const service = from.startsWith("MG") ? from : null;
  await receiveText(systemContext({ house, job: "message.send", subject: null, now }), {
    sid: `${UNSUBSCRIBED}/${number}/${now.toISOString().slice(0, 10)}`,
    ...{ from: number, to: service ? "" : from, service },
    body: `STOP (told by the carrier: ${UNSUBSCRIBED})`,
    // The carrier has answered the person already.
    understood: "stop",
  });
}
