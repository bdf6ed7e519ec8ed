import { randomBytes, randomInt } from "node:crypto";
import type { Answer } from "./client";
import type { Target } from "./target";

/** A customer whose data holds a word that stands nowhere else. */
export interface Marked {
  word: string;
  email: string;
  /** National number of nine digits. */
  phone: string;
  /** Their number in the demo's shop. */
  number: number;
}

const word = (): string =>
  `cnry${[...randomBytes(12)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("")}`;

/** Whatever a source says in words of a person; the parameters are the person's number and their word. */
const SHOP = [
  `update retail.person p set display_name = w || 'name', email = w || '@example.com', mobile = '+351 ' || c.phone,
     company = w || 'firm', heard_about_us = w || 'heard' from c where p.person_no = c.n`,
  `update retail.person_address p set line1 = w || 'street', line2 = w || 'floor', town = w || 'town'
     from c where p.person_no = c.n`,
  `insert into retail.trip_form (person_no, filled_on, contact_name, contact_phone, health_note)
     select n, current_date, w || 'friend', '+44 20 7946 0018', w || 'health' from c
     on conflict (person_no) do update set contact_name = excluded.contact_name, health_note = excluded.health_note`,
  `insert into retail.trail_permit (permit_no, person_no, park, trail, valid_on, party_size)
     select w || 'permit', n, w || 'park', w || 'trail', current_date, 2 from c`,
  `update retail.parcel g set carrier = w || 'carrier' from c join retail.sales_order o on o.person_no = c.n
     where g.order_no = o.order_no`,
  `update retail.payment y set method = w || 'method' from c join retail.sales_order o on o.person_no = c.n
     where y.order_no = o.order_no`,
];

const MARKETING = [
  "update mailing.contact m set email = w || '@example.com' from c where m.shop_no = c.n::text",
  `update tracking.product_view v set title = w || 'boots', page_url = 'https://juniper.example/' || w, device = w || 'device'
     from c join mailing.contact m on m.shop_no = c.n::text where v.contact_id = m.contact_id`,
  `update insight.interest i set because = w || 'because'
     from c join mailing.contact m on m.shop_no = c.n::text where i.contact_id = m.contact_id`,
];

const WITH = "with c as (select * from unnest($1::int[], $2::text[], $3::text[]) as c (n, w, phone)) ";

/** Takes so many customers of the demo and writes a word of their own into every text that is held about them. */
export async function markCustomers(target: Target, count: number): Promise<Marked[]> {
  const marked = (await target.claim(count)).map(({ number }) => {
    const own = word();
    return { word: own, email: `${own}@example.com`, phone: `91${randomInt(1_000_000, 9_999_999)}`, number };
  });
  const values = [
    marked.map(({ number }) => number),
    marked.map((one) => one.word),
    marked.map(({ phone }) => phone),
  ];
  for (const statement of SHOP) await target.sql(WITH + statement, values, "juniper_shop");
  for (const statement of MARKETING) await target.sql(WITH + statement, values, "juniper_marketing");
  return marked;
}

const spaced = (phone: string) => `${phone.slice(0, 3)} ${phone.slice(3, 6)} ${phone.slice(6)}`;
const WORD = /cnry[a-z]{12}/g;

/** Whose words or phone numbers stand in an answer, its headers included. */
export function shownIn({ raw, body }: Pick<Answer, "raw" | "body">, everybody: readonly Marked[]): Marked[] {
  const whole = `${raw.flat().join("\n")}\n${body.toString("latin1")}`.toLowerCase();
  const words = new Set(whole.match(WORD) ?? []);
  return everybody.filter(
    ({ word: own, phone }) => words.has(own) || whole.includes(phone) || whole.includes(spaced(phone)),
  );
}
