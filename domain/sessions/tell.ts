import { withSight } from "@/db/client";
import { say } from "../brand";
import type { House } from "../house";
import { countWithin } from "../limits";
import { type MessageParams, type MessageTemplate, sendMessage } from "../messages";
import type { Asked } from "./asked-store";
import type { Typed } from "./identifier";

/** Writes to the address that was typed, as it is compared. */
export async function tell<K extends MessageTemplate>(
  house: House,
  { asked, typed }: { asked: Asked; typed: Typed },
  message: { template: K; params: MessageParams[K] },
): Promise<void> {
  const { id, locale } = asked;
  await withSight(house.db, {}, (tx) =>
    sendMessage(tx, { house, requestId: id }, { to: typed.value, locale, ...message }),
  );
}

/** Mails the privacy officer that one address leads to several people in one source. */
export async function tellOfficer(
  house: House,
  at: { requestId: string; address: string; source: string },
): Promise<void> {
  const { brand } = house;
  const once = { name: "ambiguous", key: `${at.source}\0${at.address}`, points: 1, seconds: 86_400 };
  if (!(await countWithin(house, [once]))) return;
  const locale = brand.locales[0] ?? "en";
  const source = brand.sources.find(({ id }) => id === at.source);
  const params = { source: source ? say(source.name, locale, brand).text : at.source, address: at.address };
  await withSight(house.db, {}, (tx) =>
    sendMessage(
      tx,
      { house, requestId: at.requestId },
      { to: brand.contact.privacyOfficer.email, template: "ambiguous", params, locale },
    ),
  );
}
