import type { Basket } from "./baskets";
import { dayBefore, minutesAfter } from "./days";
import type { Person } from "./person";

const euros = (cents: number) => (cents / 100).toFixed(2);

/** The rows of orders, lines, invoices, payments and parcels, numbered in the order they were placed. */
export function purchaseRows(baskets: readonly Basket[]) {
  const numbered = baskets.map((one, place) => ({ ...one, order_no: FIRST_ORDER + place }));
  return {
    sales_order: numbered.map((one) => ({
      order_no: one.order_no,
      person_no: one.person.person_no,
      placed_at: one.placed_at,
      state: one.state,
      currency: one.person.habits.currency,
      total: euros(one.cents),
    })),
    sales_order_line: numbered.flatMap((one) =>
      one.lines.map((line, place) => ({
        order_no: one.order_no,
        line_no: place + 1,
        sku: line.product.sku,
        qty: line.qty,
        unit_price: euros(line.product.cents),
      })),
    ),
    invoice: numbered.map(invoiceRow),
    payment: numbered.map((one) => ({
      payment_no: 700_000 + one.order_no,
      order_no: one.order_no,
      paid_at: minutesAfter(one.placed_at, 1),
      amount: euros(one.cents),
      method: one.method,
      card_ending: one.cardEnding,
    })),
    parcel: numbered.filter((one) => one.state !== "On its way").map(parcelRow),
  };
}

/** The number of the oldest order. */
export const FIRST_ORDER = 8401;

type Numbered = Basket & { order_no: number };

function invoiceRow(one: Numbered) {
  const { vat, currency } = one.person.habits;
  const issued_on = one.placed_at.slice(0, 10);
  return {
    invoice_no: `JO ${issued_on.slice(0, 4)}/${one.order_no}`,
    order_no: one.order_no,
    person_no: one.person.person_no,
    issued_on,
    net: euros(Math.round(one.cents / (1 + vat))),
    vat_rate: vat.toFixed(3),
    gross: euros(one.cents),
    currency,
  };
}

function parcelRow(one: Numbered) {
  const handed_over_at = minutesAfter(one.placed_at, 300);
  return {
    parcel_no: `${one.carrier === "Veloce" ? "VL" : "NP"}${40_000_000 + one.order_no * 37}`,
    order_no: one.order_no,
    carrier: one.carrier,
    handed_over_at,
    delivered_at: minutesAfter(handed_over_at, one.transitMinutes),
    outcome: one.outcome,
    country_code: one.person.address.country_code,
  };
}

/** Permits for protected trails, a few weeks apart. */
export function permitRows(people: readonly Person[], today: Date) {
  return people.flatMap((person) =>
    Array.from({ length: person.permits }, (_, place) => ({
      permit_no: `PNP-${person.person_no}-${place + 1}`,
      person_no: person.person_no,
      park: "Peneda National Park",
      trail: TRAILS[(person.person_no + place) % TRAILS.length] ?? TRAILS[0],
      valid_on: dayBefore(today, 18 + place * 61),
      party_size: 1 + ((person.person_no + place) % 5),
    })),
  );
}

const TRAILS = ["Homem valley", "Albergaria woods", "Carris mines"] as const;
