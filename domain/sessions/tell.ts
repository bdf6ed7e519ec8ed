import { withSight } from "@/db/client";
import { say } from "../brand";
import type { House } from "../house";
import { countWithin } from "../limits";
import { sendMessage } from "../messages";

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
