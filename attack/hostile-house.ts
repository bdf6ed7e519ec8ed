import { rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Client } from "./client";
import { plantBrand } from "./hostile-brand";
import { type MailServer, startMailServer } from "./mail-server";
import type { StaffRole } from "./sign-in";
import { signInByMail, staffByMail } from "./sign-in-by-mail";
import { type Customer, startTarget, type Target } from "./target";

/** The product over a brand, a shop and a service that all mean harm, with a mail server of its own. */
export interface HostileHouse {
  house: Target;
  mail: MailServer;
  /** In how many places of the brand's folder and of the shop's rows something was put. */
  planted: number;
  /** `host:port` of its loyalty service. */
  service: string;
  signIn(email: string): Promise<Client>;
  staff(role: StaffRole): Promise<Client>;
  close(): Promise<void>;
}

export interface Planting {
  /** Put into every text of the brand and of the customers' rows. */
  texts: readonly string[];
  /** Put between the paragraphs of its long texts. */
  paragraphs: readonly string[];
  /** Whose rows in the shop. */
  customers: readonly Customer[];
  env?: Record<string, string>;
}

/** Starts it beside `target`, in whose databases its shop is. */
export async function openHostileHouse(target: Target, planting: Planting): Promise<HostileHouse> {
  const mail = await startMailServer();
  const service = await startService(planting.texts);
  const brand = plantBrand(planting);
  const rows = await plantRows(target, planting);
  const shop = target.databaseUrl("juniper_shop");
  const env = {
    FORTHRIGHT_BRAND: brand.folder,
    ...{ SHOP_DATABASE_URL: shop, SHOP_WRITE_DATABASE_URL: shop },
    MARKETING_DATABASE_URL: target.databaseUrl("juniper_marketing"),
    ...{ LOYALTY_URL: service.url, LOYALTY_TOKEN: "x" },
    ...{ SMTP_URL: mail.url, MAIL_FROM: "privacy@juniper.example" },
    ...planting.env,
    ALLOW_PRIVATE_HOSTS: [service.host, planting.env?.ALLOW_PRIVATE_HOSTS ?? ""].join(" "),
  };
  const house = await startTarget({ short: target.short, say: target.say, env });
  return {
    house,
    mail,
    planted: brand.planted + rows,
    service: service.host,
    signIn: (email) => signInByMail({ house, mail }, email),
    staff: (role) => staffByMail({ house, mail }, role),
    close: async () => {
      await house.stop();
      await mail.close();
      service.close();
      rmSync(brand.folder, { recursive: true, force: true });
    },
  };
}

/** A loyalty service whose every answer is made of such texts. */
async function startService(texts: readonly string[]): Promise<{ url: string; host: string; close(): void }> {
  let turn = 0;
  const text = () => texts[turn++ % texts.length] ?? "";
  const server = createServer((_request, response) => {
    const card = {
      points: 12,
      worth_eur: "1.00",
      tier: text(),
      share_of_next_tier: 1,
      member_since: "2024-02-03",
    };
    const history = Array.from({ length: 20 }, (_, id) => ({
      id,
      on: "2024-02-03",
      points: 1,
      reason: text(),
    }));
    response.setHeader("content-type", "application/json").end(JSON.stringify({ card, history }));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { host, url: `http://${host}`, close: () => void server.close() };
}

const OF_CONTACT = "contact_id = (select contact_id from mailing.contact where shop_no = $1::text)";
const OF_ORDER = "order_no in (select order_no from retail.sales_order where person_no = $1)";

/** What the shop and the mailing system keep as text of one person, by table; a check of theirs may refuse one. */
const TEXTS: Readonly<
  Record<string, readonly [database: string, whose: string, columns: readonly string[]]>
> = {
  "retail.person": ["juniper_shop", "person_no = $1", ["display_name", "company", "heard_about_us"]],
  "retail.person_address": [
    "juniper_shop",
    "person_no = $1",
    ["line1", "line2", "postal_code", "town", "region"],
  ],
  "retail.trip_form": ["juniper_shop", "person_no = $1", ["contact_name", "contact_phone", "health_note"]],
  "retail.trail_permit": ["juniper_shop", "person_no = $1", ["park", "trail"]],
  "retail.parcel": ["juniper_shop", OF_ORDER, ["carrier", "outcome"]],
  "retail.sales_order_line": ["juniper_shop", OF_ORDER, ["variant"]],
  "retail.payment": ["juniper_shop", OF_ORDER, ["method"]],
  "tracking.product_view": ["juniper_marketing", OF_CONTACT, ["title", "department", "page_url", "device"]],
  "insight.interest": ["juniper_marketing", OF_CONTACT, ["interest", "because"]],
  "insight.trait": ["juniper_marketing", OF_CONTACT, ["trait", "value"]],
};

async function plantRows(target: Target, { texts, customers }: Planting): Promise<number> {
  let planted = 0;
  const clean = texts.filter((text) => !text.includes("\0"));
  for (const { number } of customers)
    for (const [table, [database, whose, columns]] of Object.entries(TEXTS))
      for (const column of columns) {
        const from = planted % clean.length;
        const some = [...clean.slice(from), ...clean.slice(0, from)];
        const text = `${table === "retail.person" ? `coalesce(${column}, '') || ' ' || ` : ""}($2::text[])[1 + (abs(hashtext(ctid::text)) % cardinality($2::text[]))]`;
        const done = await target
          .sql(
            `update ${table} set ${column} = ${text} where ${whose} returning 1`,
            [table.includes("retail") ? number : String(number), some],
            database,
          )
          .catch(() => []);
        planted += done.length;
      }
  return planted;
}
