import type { Basket } from "./baskets";
import { momentBefore } from "./days";
import type { Delivery, View } from "./habits";
import type { Person } from "./person";
import { departments } from "./products";

/** Interests worked out from real counts: views count once, purchases of the last year three times. */
export function interestRows(known: Known) {
  const computed_at = momentBefore(known.today, 14, 2 * 60);
  const viewsOf = grouped(known.views, (view) => view.contact_id);
  const basketsOf = grouped(known.baskets, (basket) => basket.person.person_no);
  return known.people.flatMap((person) => {
    const views = viewsOf.get(person.person_no) ?? [];
    if (views.length < 12) return [];
    const lines = (basketsOf.get(person.person_no) ?? [])
      .filter((basket) => basket.daysAgo < 365)
      .flatMap((basket) => basket.lines);
    const counts = departments.map((department) => {
      const seen = views.filter((view) => view.department === department).length;
      const bought = lines.filter((line) => line.product.department === department).length;
      return { department, seen, bought, weight: seen + 3 * bought };
    });
    const total = counts.reduce((sum, one) => sum + one.weight, 0);
    return counts
      .sort((a, b) => b.weight - a.weight)
      .slice(0, 3)
      .map((one) => ({
        contact_id: person.person_no,
        interest: one.department,
        because: because(one),
        likelihood: Math.min(0.97, 0.35 + one.weight / total).toFixed(2),
        computed_at,
      }));
  });
}

/** Whether they shop for a child, and when they read email: only of those who have offers on. */
export function traitRows(known: Known) {
  const computed_at = momentBefore(known.today, 20, 2 * 60);
  const opensOf = grouped(known.deliveries, (delivery) => delivery.contact_id);
  const basketsOf = grouped(known.baskets, (basket) => basket.person.person_no);
  return known.people.flatMap((person) => {
    const contact_id = person.person_no;
    if (!person.habits.topics.includes("offers")) return [];
    const forChild = (basketsOf.get(contact_id) ?? []).some(
      (basket) => basket.daysAgo < 365 && basket.lines.some((line) => line.product.for_child),
    );
    const hours = (opensOf.get(contact_id) ?? []).flatMap((one) =>
      one.opened_at ? [new Date(one.opened_at).getUTCHours()] : [],
    );
    return [
      ...(forChild ? [{ contact_id, trait: "shops_for_child", value: null, holds: true, computed_at }] : []),
      ...(hours.length > 1
        ? [{ contact_id, trait: "best_time", value: partOfDay(hours), holds: null, computed_at }]
        : []),
    ];
  });
}

export interface Known {
  people: readonly Person[];
  baskets: readonly Basket[];
  views: readonly View[];
  deliveries: readonly Delivery[];
  today: Date;
}

function because({ department, seen, bought }: { department: string; seen: number; bought: number }): string {
  const looked = `You looked at ${seen} ${seen === 1 ? "product" : "products"} for ${department.toLowerCase()}`;
  return bought ? `${looked} and bought ${bought}.` : `${looked}.`;
}

function partOfDay(hours: readonly number[]): string {
  const mean = hours.reduce((sum, hour) => sum + hour, 0) / hours.length;
  return mean < 11 ? "Mornings" : mean < 16 ? "Around noon" : "Evenings";
}

function grouped<T>(rows: readonly T[], key: (row: T) => number): Map<number, T[]> {
  return Map.groupBy(rows, key);
}
