import { type Country, countries, spread } from "./countries";
import { dayBefore } from "./days";
import type { Address, Habits, Person } from "./person";
import { personaPeople } from "./persona-people";
import { sharedEmail } from "./personas";
import { cardPicture } from "./picture";
import { type Random, seeded } from "./random";

const CUSTOMERS = 300;
const FIRST_NUMBER = 10_001;
// Days since the shop stopped asking how people had heard of it.
const ASKED_UNTIL = 690;

/** All 300 customers of the demo, the five personas first. The same `today` gives the same people. */
export function makePeople(today: Date): Person[] {
  const people = personaPeople(today);
  for (let index = people.length; index < CUSTOMERS; index++) people.push(makePerson(index, today));
  for (const index of [140, 141]) {
    const person = people[index];
    if (person) person.email = sharedEmail;
  }
  return people;
}

function makePerson(index: number, today: Date): Person {
  const number = FIRST_NUMBER + index;
  const random = seeded(number);
  const country = countries[random.pick(spread)];
  if (!country) throw new Error("A customer lives in a country that countries.ts does not know.");
  const given = random.pick(country.given);
  const family = random.pick(country.family);
  const habits = makeHabits(random, country);
  return {
    person_no: number,
    display_name: country.familyFirst ? `${family}${given}` : `${given} ${family}`,
    email: emailOf(given, family, number),
    mobile: random.chance(0.82) ? country.mobile(1000 + index) : null,
    lang: country.lang,
    company: random.chance(0.06) ? `${family} & Co.` : null,
    ...birthdayOf(random, habits.since, today),
    eu_shoe_size: random.chance(0.5) ? String(random.int(35, 47)) : null,
    card_picture: random.chance(0.3) ? cardPicture(number) : null,
    heard_about_us: habits.since > ASKED_UNTIL ? random.pick(["A friend", "An advert", null]) : null,
    joined_on: dayBefore(today, habits.since),
    address: addressOf(random, country),
    trip: random.chance(0.12) ? tripOf({ random, country, index, today }) : null,
    permits: random.chance(0.2) ? random.int(1, 3) : 0,
    habits,
  };
}

function makeHabits(random: Random, country: Country): Habits {
  const topics: Habits["topics"] = random.pick([[], [], ["offers"], ["guides"], ["offers", "guides"]]);
  return {
    currency: country.currency,
    vat: country.vat,
    since: random.int(30, 1400),
    orders: random.int(1, 13),
    views: random.int(0, 60),
    topics,
  };
}

function emailOf(given: string, family: string, number: number): string {
  const plain = `${given}.${family}`
    .replaceAll("ß", "ss")
    .replaceAll("ı", "i")
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z.]/g, "");
  return plain.length > 3 ? `${plain}.${number}@example.com` : `guest.${number}@example.com`;
}

function birthdayOf(random: Random, since: number, today: Date) {
  if (!random.chance(0.35)) return { birthday: null, birthday_given_on: null };
  const birthday = dayBefore(today, random.int(19 * 366, 78 * 365));
  return { birthday, birthday_given_on: dayBefore(today, random.int(0, since)) };
}

function addressOf(random: Random, country: Country): Address {
  const [town, postal_code, region] = random.pick(country.towns);
  return {
    line1: country.street(random),
    line2: random.chance(0.15) ? `${random.int(1, 6)} / ${random.int(1, 20)}` : null,
    postal_code,
    town,
    region: region ?? null,
    country_code: country.code,
  };
}

function tripOf({ random, country, index, today }: TripInput): Person["trip"] {
  const family = random.pick(country.family);
  const given = random.pick(country.given);
  return {
    filled_on: dayBefore(today, random.int(5, 330)),
    contact_name: country.familyFirst ? `${family}${given}` : `${given} ${family}`,
    contact_phone: country.mobile(3000 + index),
    health_note: random.chance(0.4) ? random.pick(["Hay fever.", "Takes insulin.", "Bad left knee."]) : null,
  };
}

interface TripInput {
  random: Random;
  country: Country;
  index: number;
  today: Date;
}
