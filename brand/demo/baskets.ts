import { momentBefore } from "./days";
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
