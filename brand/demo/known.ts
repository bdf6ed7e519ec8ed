import { makeBaskets } from "./baskets";
import type { Known } from "./guesses";
import { deliveryRows, viewRows } from "./habits";
import { makePeople } from "./people";

/** The people of the demo with what they bought, looked at and opened. */
export function guessable(today: Date): Known {
  const people = makePeople(today);
  return {
    people,
    baskets: makeBaskets(people, today),
    views: viewRows(people, today),
    deliveries: deliveryRows(people, today),
    today,
  };
}
