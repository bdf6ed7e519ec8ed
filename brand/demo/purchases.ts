import { dayBefore, minutesAfter, momentBefore } from "./days";
import type { Person } from "./person";
import { type Product, products, productTitled } from "./products";
import { type Random, seeded } from "./random";

interface Bought {
  product: Product;
  qty: number;
}

/** One order before it has a number. Money is in cents. */
export interface Basket {
  person: Person;
  daysAgo: number;
  placed_at: string;
  state: "Delivered" | "Returned" | "On its way";
  lines: Bought[];
  cents: number;
  carrier: "NordPost" | "Veloce";
  outcome: string;
  transitMinutes: number;
  method: "Card" | "Bank transfer" | "Wallet";
  cardEnding: string | null;
}

// Ana's latest five, so that her page tells a story.
const ANA: readonly (readonly [daysAgo: number, title: string])[] = [
  [15, "Trail shoes"],
  [68, "Wool socks, 3 pairs"],
  [116, "Two-person tent"],
  [175, "Water bottle, 1 l"],
  [255, "Rain jacket, child 140"],
];

/** Every order of everyone, oldest first. The same people and `today` give the same orders. */
export function makeBaskets(people: readonly Person[], today: Date): Basket[] {
  const baskets = people.flatMap((person) => basketsOf(person, today));
  return baskets.sort(
    (a, b) => a.placed_at.localeCompare(b.placed_at) || a.person.person_no - b.person.person_no,
  );
}

function basketsOf(person: Person, today: Date): Basket[] {
  const random = seeded(person.person_no + 500_000);
  const told = person.person_no === 10_001 ? ANA : [];
  const scripted = told.map(([daysAgo, title]) =>
    basket({ person, today, random, daysAgo, lines: [{ product: productTitled(title), qty: 1 }] }),
  );
  const oldest = person.habits.since;
  const newest = Math.min(oldest, told.length ? 280 : 3);
  const others = Array.from({ length: person.habits.orders - told.length }, (_, place) => {
    const daysAgo = place === 0 ? oldest : random.int(newest, oldest);
    return basket({ person, today, random, daysAgo, lines: someLines(random) });
  });
  return [...scripted, ...others];
}

function someLines(random: Random): Bought[] {
  const wanted = new Set(
    Array.from({ length: random.pick([1, 1, 1, 2, 2, 3]) }, () => random.pick(products)),
  );
  return [...wanted].map((product) => ({ product, qty: product.cents < 3000 ? random.int(1, 3) : 1 }));
}

interface BasketInput {
  person: Person;
  today: Date;
  random: Random;
  daysAgo: number;
  lines: Bought[];
}

function basket({ person, today, random, daysAgo, lines }: BasketInput): Basket {
  const method = random.pick(["Card", "Card", "Card", "Bank transfer", "Wallet"] as const);
  return {
    person,
    daysAgo,
    placed_at: momentBefore(today, daysAgo, random.int(7 * 60, 22 * 60)),
    state: daysAgo < 5 ? "On its way" : random.chance(0.06) ? "Returned" : "Delivered",
    lines,
    cents: lines.reduce((sum, line) => sum + line.product.cents * line.qty, 0),
    carrier: random.chance(0.2) ? "Veloce" : "NordPost",
    outcome: random.pick([
      "Handed over",
      "Handed over",
      "Handed over",
      "Left in the parcel shop",
      "Left with a neighbour",
    ]),
    transitMinutes: random.int(22 * 60, 90 * 60),
    method,
    cardEnding: method === "Card" ? String(random.int(0, 99)).padStart(2, "0") : null,
  };
}

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

const FIRST_ORDER = 8401;

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
