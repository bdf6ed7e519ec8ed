/** Points that one order earned. */
export interface Earned {
  on: string;
  points: number;
  order: string;
}

/** What the Trail Club knows of a member. Amounts in euros as text, dates as YYYY-MM-DD. */
export interface Card {
  number: string;
  card: {
    points: number;
    worth_eur: string;
    tier: "Path" | "Ridge" | "Summit";
    share_of_next_tier: number;
    member_since: string;
  };
  history: { id: number; on: string; points: number; reason: string }[];
}

const RIDGE = 500;
const SUMMIT = 1500;

/** The card that follows from the orders: a point per euro, 50 to begin with, every 400 turned into a voucher. */
export function cardOf(number: string, earned: readonly Earned[]): Card {
  const first = earned[0]?.on ?? "2024-01-01";
  const history: Card["history"] = [{ id: 1, on: first, points: 50, reason: "Welcome to the Trail Club" }];
  const note = (on: string, points: number, reason: string) =>
    history.push({ id: history.length + 1, on, points, reason });
  let balance = 50;
  for (const { on, points, order } of earned) {
    note(on, points, `Order ${order}`);
    balance += points;
    if (balance >= 400) {
      note(on, -400, "Turned into a € 20 voucher");
      balance -= 400;
    }
  }
  const total = earned.reduce((sum, one) => sum + one.points, 0);
  return {
    number,
    card: { ...level(total), points: balance, worth_eur: (balance / 20).toFixed(2), member_since: first },
    history,
  };
}

function level(total: number): Pick<Card["card"], "tier" | "share_of_next_tier"> {
  if (total >= SUMMIT) return { tier: "Summit", share_of_next_tier: 1 };
  const [tier, goal] = total >= RIDGE ? (["Ridge", SUMMIT] as const) : (["Path", RIDGE] as const);
  return { tier, share_of_next_tier: Math.round((100 * total) / goal) / 100 };
}
