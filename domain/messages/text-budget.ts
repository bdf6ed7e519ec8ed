import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { House } from "../house";
import { countWithin, type Limit } from "../limits";

const HOUR = 3_600;

/** Numbers that cost whoever is called: nobody reads a code there, but somebody is paid for it. */
const COSTLY: ReadonlySet<string> = new Set(["PREMIUM_RATE", "SHARED_COST", "UAN", "PAGER", "VOICEMAIL"]);

/**
 * Whether one more text may go out to a number in E.164. Whoever is paid for texts asks for many to a block of
 * numbers, or to one far country: both have a budget of their own, so that the rest of the world goes on.
 * @throws when the database does not answer.
 */
export async function withinTextBudget(house: House, number: string): Promise<boolean> {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed || COSTLY.has(parsed.getType() ?? "")) return false;
  const home = parsed.country === house.brand.phoneCountry;
  const limits: Limit[] = [
    { name: "text_number", key: number, points: 20, seconds: HOUR },
    { name: "text_block", key: number.slice(0, -4), points: 60, seconds: HOUR },
    { name: "text_country", key: parsed.countryCallingCode, points: home ? 5_000 : 500, seconds: HOUR },
    { name: "text_all", key: "all", points: 5_000, seconds: HOUR },
  ];
  return countWithin(house, limits);
}
