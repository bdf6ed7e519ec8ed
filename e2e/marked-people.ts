import { randomBytes } from "node:crypto";
import { Browserless } from "./browserless";
import { asAdmin } from "./running";

/** A signed-in customer whose data holds words that nobody else's does. */
export interface Marked {
  person: Browserless;
  email: string;
  number: number;
  customerId: string;
  /** Found in an answer to anybody else, one of these is a leak. */
  marks: string[];
}

/** Where a Forthright runs. */
export interface Place {
  url: string;
  /** Superuser of the app's database and of the demo's systems. */
  app: string;
  shop: string;
  marketing: string;
}

/** Customers of the demo that no persona is, with every kind of data about them. */
async function pick(place: Place, count: number): Promise<{ email: string; number: number }[]> {
  return asAdmin(
    place.shop,
    `select person_no as number, email from retail.person p
      where mobile is not null and lang = 'en' and email like '%@example.com'
        and exists (select from retail.person_address a where a.person_no = p.person_no)
      order by person_no desc limit $1`,
    [count],
  );
}

/** Writes the mark into every text that the demo's systems keep of a person. */
async function mark(place: Place, number: number): Promise<string> {
  const word = `Mark${randomBytes(6).toString("hex")}`;
  const values = [number, word];
  await asAdmin(
    place.shop,
    "update retail.person set display_name = $2 || ' Name', company = $2 || ' Ltd', heard_about_us = $2 || ' heard' where person_no = $1",
    values,
  );
  await asAdmin(
    place.shop,
    "update retail.person_address set line1 = $2 || ' Street', town = $2 || ' Town' where person_no = $1",
    values,
  );
  await asAdmin(
    place.shop,
    `insert into retail.trip_form values ($1, now(), $2 || ' friend', '+44 7700 900123', $2 || ' knee')
       on conflict (person_no) do update set contact_name = $2 || ' friend', health_note = $2 || ' knee'`,
    values,
  );
  await asAdmin(
    place.marketing,
    `update tracking.product_view v set title = $2 || ' boots' from mailing.contact c
      where c.contact_id = v.contact_id and c.shop_no = $1::text`,
    values,
  );
  return word;
}

/** Signs a customer in, marked. */
export async function enter(place: Place, who: { email: string; number: number }): Promise<Marked> {
  const word = await mark(place, who.number);
  const person = new Browserless(place.url);
  await person.signIn(who.email);
  return { ...who, person, customerId: await customerOf(place, person), marks: [word, who.email] };
}

/** So many customers, marked and signed in, one after the other. */
export async function markedPeople(place: Place, count: number): Promise<Marked[]> {
  const people: Marked[] = [];
  for (const who of await pick(place, count)) people.push(await enter(place, who));
  return people;
}

/** Which customer a signed-in person is here: the one whose request they file. */
export async function customerOf({ app }: Pick<Place, "app">, person: Browserless): Promise<string> {
  const path = "/requests/new/limit";
  const form = (await person.forms(path)).find(({ fields }) => fields.kind === "limit");
  const { location } = await person.send(path, form?.fields ?? {});
  const id = /[0-9a-f-]{36}/.exec(location ?? "")?.[0];
  const [row] = await asAdmin<{ customer_id: string }>(
    app,
    "select customer_id from requests where id = $1",
    [id],
  );
  if (!row) throw new Error(`no request was filed: ${location}`);
  return row.customer_id;
}
