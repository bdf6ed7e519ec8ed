import { dayBefore } from "./days";
import type { Address, Habits, Person } from "./person";
import { type Persona, personas } from "./personas";
import { cardPicture } from "./picture";

type Told = Partial<Omit<Person, "habits" | "address">> & { address: Address; habits: Habits };

/** The five personas as rows of the shop. Their stories are told in personas.ts. */
export function personaPeople(today: Date): Person[] {
  return personas.map((persona) => {
    const told = stories[persona.id](today);
    return {
      person_no: Number(persona.customerNumber),
      display_name: persona.name,
      email: persona.email,
      mobile: null,
      lang: "en",
      company: null,
      birthday: null,
      birthday_given_on: null,
      eu_shoe_size: null,
      card_picture: null,
      heard_about_us: null,
      joined_on: dayBefore(today, told.habits.since),
      trip: null,
      permits: 0,
      ...told,
    };
  });
}

/** Ana may sign in by it: the code comes by text. */
export const anasPhone = "+351 912 345 642";

const euro = { currency: "EUR", vat: 0.23 };

const stories: Record<Persona["id"], (today: Date) => Told> = {
  ana: (today) => ({
    mobile: anasPhone,
    birthday: "1988-06-14",
    birthday_given_on: dayBefore(today, 630),
    eu_shoe_size: "39",
    card_picture: cardPicture(8),
    heard_about_us: "A friend",
    address: home("Rua das Flores 12", "4050-262", "Porto", "PT"),
    trip: {
      filled_on: dayBefore(today, 75),
      contact_name: "Miguel Ribeiro",
      contact_phone: "+351 913 555 018",
      health_note: "Asthma. The blue inhaler is in the lid of my pack.",
    },
    permits: 4,
    habits: {
      ...euro,
      since: 933,
      orders: 23,
      views: 4200,
      loves: "Trail running",
      topics: ["offers", "guides"],
    },
  }),
  jonas: () => ({
    mobile: "0151 55510277",
    lang: "de",
    company: "Weber & Söhne GmbH",
    heard_about_us: "An advert",
    eu_shoe_size: "44.5",
    address: home("Lindenstraße 41", "22765", "Hamburg", "DE"),
    habits: { currency: "EUR", vat: 0.19, since: 1310, orders: 9, views: 0, topics: [] },
  }),
  maeve: (today) => ({
    birthday: "1961-11-02",
    birthday_given_on: dayBefore(today, 300),
    address: { ...home("8 Quay Lane", "H91 E9YH", "Galway", "IE"), region: "Connacht" },
    permits: 1,
    habits: { currency: "EUR", vat: 0.23, since: 420, orders: 5, views: 64, topics: ["guides"] },
  }),
  zoe: (today) => ({
    display_name:
      'Zoe\u0308 \u201cZed\u201d O\u2019Hara-\u0110a\u0323\u0306ng <script>alert("juniper")</script> ' +
      "\u{1F9D7}\u{1F3FD}\u200D\u2640\uFE0F \u0644\u064A\u0644\u0649 \u05E9\u05E8\u05D4 \u202Eevil\u202C & Sons; DROP TABLE person;--",
    mobile: "(07700) 900 461",
    company: '=HYPERLINK("https://example.com","Null") {{7*7}} %s',
    birthday: "1900-02-28",
    birthday_given_on: dayBefore(today, 40),
    eu_shoe_size: "40.5",
    card_picture: cardPicture(3),
    address: {
      line1:
        "Flat 0, 1' OR '1'='1, \u0634\u0627\u0631\u0639 \u0627\u0644\u0623\u0631\u0632 7\u060C \u0627\u0644\u0637\u0627\u0628\u0642 \u0663",
      line2: 'c/o "The Old Mill" \\ \u5C71\u5C0F\u5C4B <img src=x onerror=alert(1)>',
      postal_code: "LL61 5UJ",
      town: "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
      region: "Ynys Mo\u0302n",
      country_code: "GB",
    },
    trip: {
      filled_on: dayBefore(today, 20),
      contact_name: "D\u2019Arcy \u05D3\u05D5\u05D3 \u{1F468}\u200D\u{1F469}\u200D\u{1F467}\u200D\u{1F466}",
      contact_phone: "+44 7700 900462",
      health_note: "Allergic to nuts.\nCarries two pens; <u>left</u> pocket.",
    },
    permits: 2,
    habits: { currency: "GBP", vat: 0.2, since: 260, orders: 7, views: 120, topics: ["offers"] },
  }),
  chen: (today) => ({
    mobile: "+86 139 1666 0288",
    lang: "zh-CN",
    birthday: "1993-09-21",
    birthday_given_on: dayBefore(today, 150),
    eu_shoe_size: "37",
    card_picture: cardPicture(2),
    address: { ...home("武康路376号 2单元501室", "200031", "上海市", "CN"), region: "上海" },
    trip: {
      filled_on: dayBefore(today, 31),
      contact_name: "陈国强",
      contact_phone: "+86 139 1666 0299",
      health_note: "对青霉素过敏。",
    },
    permits: 1,
    habits: { currency: "EUR", vat: 0, since: 380, orders: 6, views: 310, topics: ["offers"] },
  }),
};

function home(line1: string, postal_code: string, town: string, country_code: string): Address {
  return { line1, line2: null, postal_code, town, region: null, country_code };
}
