import { interestRows, traitRows } from "./guesses";
import { campaignRows } from "./habits";
import { guessable } from "./known";
import { products } from "./products";
import { permitRows, purchaseRows } from "./purchases";

/** Rows by table, in an order that foreign keys allow. */
export type Tables = readonly (readonly [table: string, rows: readonly object[]])[];

/** Everything the two databases hold on `today`, with nothing left to chance. */
export function demoRows(today: Date): { shop: Tables; marketing: Tables } {
  const known = guessable(today);
  const { people, baskets } = known;
  const bought = purchaseRows(baskets);
  const shop: Tables = [
    ["retail.person", people],
    [
      "retail.person_address",
      people.map((one) => ({ ...one.address, person_no: one.person_no, kind: "home" })),
    ],
    ["retail.product", products.map((one) => ({ ...one, price: (one.cents / 100).toFixed(2) }))],
    ["retail.sales_order", bought.sales_order],
    ["retail.sales_order_line", bought.sales_order_line],
    ["retail.invoice", bought.invoice],
    ["retail.payment", bought.payment],
    ["retail.parcel", bought.parcel],
    [
      "retail.trip_form",
      people.flatMap((one) => (one.trip ? [{ ...one.trip, person_no: one.person_no }] : [])),
    ],
    ["retail.trail_permit", permitRows(people, today)],
  ];
  const contacts = people.map(({ person_no, email }) => ({
    contact_id: person_no,
    shop_no: String(person_no),
    email,
  }));
  const marketing: Tables = [
    ["mailing.contact", contacts],
    ["mailing.campaign", campaignRows(today)],
    ["mailing.delivery", known.deliveries],
    ["tracking.product_view", known.views],
    ["insight.interest", interestRows(known)],
    ["insight.trait", traitRows(known)],
  ];
  return { shop, marketing };
}
