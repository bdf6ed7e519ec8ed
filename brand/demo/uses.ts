import type { NewUse } from "@/domain/uses";
import type { Basket } from "./baskets";
import { minutesAfter, momentBefore } from "./days";
import type { Known } from "./guesses";
import { campaignRows } from "./habits";
import { FIRST_ORDER } from "./purchases";

const DAYS = 90;

/** What the brand did with one person's data in the last 90 days, from the same rows that its systems hold. */
export function usesOf(known: Known, personNo: number): NewUse[] {
  const orders = known.baskets
    .map((basket, place) => ({ basket, order: FIRST_ORDER + place }))
    .filter(({ basket }) => basket.person.person_no === personNo && basket.daysAgo < DAYS);
  const uses = [
    ...campaignUses(known, personNo),
    ...orders.flatMap(({ basket, order }) => orderUses(basket, order)),
    ...reviewUses(
      orders.map(({ basket }) => basket),
      known.today,
    ),
    ...pickUses(known, personNo),
  ];
  return uses.filter((use) => use.occurredAt <= known.today);
}

function campaignUses({ deliveries, today }: Known, personNo: number): NewUse[] {
  const campaigns = new Map(campaignRows(today).map((campaign) => [campaign.campaign_id, campaign]));
  return deliveries.flatMap((delivery) => {
    const campaign = campaigns.get(delivery.campaign_id);
    if (delivery.contact_id !== personNo || !campaign) return [];
    const items = campaign.topic === "offers" ? ["email", "best_time", "emails_opened"] : ["email"];
    return [
      use({ purpose: campaign.topic, channel: "email", items, title: campaign.title, at: delivery.sent_at }),
    ];
  });
}

function orderUses(basket: Basket, order: number): NewUse[] {
  const { placed_at, transitMinutes, state } = basket;
  const purpose = "orders";
  const handedOver = minutesAfter(placed_at, 300);
  const arrived = minutesAfter(handedOver, transitMinutes);
  const mail = (title: string, at: string) =>
    use({ purpose, channel: "email", items: ["email", "name", "orders"], title, at });
  return [
    mail(`Order ${order} confirmed`, placed_at),
    use({
      purpose,
      items: ["name", "address", "phone"],
      title: `Parcel handed to ${basket.carrier}`,
      at: handedOver,
    }),
    mail(`Order ${order} is on its way`, minutesAfter(handedOver, 10)),
    ...(state === "On its way" ? [] : [mail(`Order ${order} delivered`, minutesAfter(arrived, 5))]),
    use({
      purpose: "law",
      items: ["invoices"],
      title: `Invoice for order ${order} booked`,
      at: minutesAfter(placed_at, 600),
    }),
  ];
}

/** One question per purchase that is four weeks old. */
function reviewUses(baskets: readonly Basket[], today: Date): NewUse[] {
  return baskets
    .filter(({ daysAgo, state }) => daysAgo >= 28 && state === "Delivered")
    .map(({ daysAgo, lines }) =>
      use({
        purpose: "reviews",
        channel: "email",
        items: ["email", "orders"],
        title: `How do you like it? ${lines[0]?.product.title ?? ""}`.trim(),
        at: momentBefore(today, daysAgo - 28, 9 * 60),
      }),
    );
}

/** The front page, put in order for the person on days when they looked around. */
function pickUses({ views, today }: Known, personNo: number): NewUse[] {
  const from = momentBefore(today, DAYS - 1, 0);
  const days = new Set(
    views
      .filter((view) => view.contact_id === personNo && view.seen_at >= from)
      .map((view) => view.seen_at.slice(0, 10)),
  );
  return [...days]
    .sort()
    .filter((_, place) => place % 3 === 0)
    .map((day) =>
      use({
        purpose: "recommendations",
        items: ["product_views", "orders", "likely_interests", "shoe_size"],
        title: "Products picked for the front page",
        at: `${day}T06:00:00.000Z`,
      }),
    );
}

interface Told {
  purpose: string;
  channel?: string;
  items: string[];
  title: string;
  at: string;
}

const use = ({ purpose, channel = "", items, title, at }: Told): NewUse => ({
  purpose,
  channel,
  items,
  title,
  occurredAt: new Date(at),
});
