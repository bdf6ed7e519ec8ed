import type { House } from "../house";

/** Without letters and digits that people mistake for each other. */
const SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** What a customer reads as who it was: a first name, or a pseudonym that stays the same for one agent. */
export function shownName(house: House, agent: { staffId: string; name: string }): string {
  if (house.brand.desk.names === "first") return agent.name.trim().split(/\s+/u)[0] || agent.name;
  const hash = house.keys.lookup("staff/pseudonym", agent.staffId);
  return [...hash.subarray(0, 4)].map((byte) => SIGNS[byte % SIGNS.length]).join("");
}
