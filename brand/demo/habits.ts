import { minutesAfter, momentBefore } from "./days";
import type { Person } from "./person";
import { type Product, pageOf, products } from "./products";
import { seeded } from "./random";

const HALF_YEAR = 180;
const DEVICES = ["Phone", "Phone", "Laptop", "Tablet"] as const;

export interface View {
  view_id: number;
  contact_id: number;
  sku: string;
  title: string;
  department: Product["department"];
  page_url: string;
  seen_at: string;
  seconds_on_page: number;
  device: string;
}

/** Every product view of the last six months. A contact's number is the shop's number. */
export function viewRows(people: readonly Person[], today: Date): View[] {
  let view = 1;
  return people.flatMap((person) => {
    const random = seeded(person.person_no + 900_000);
    const picks = [random.pick(products), random.pick(products), random.pick(products)];
    const { loves } = person.habits;
    const favourites = loves ? [{ department: loves }] : picks;
    const likes = products.filter((product) =>
      favourites.some((one) => one.department === product.department),
    );
    const reach = Math.min(HALF_YEAR, person.habits.since);
    return Array.from({ length: person.habits.views }, () => {
      const product = random.chance(0.7) ? random.pick(likes) : random.pick(products);
      return {
        view_id: view++,
        contact_id: person.person_no,
        sku: product.sku,
        title: product.title,
        department: product.department,
        page_url: pageOf(product),
        seen_at: momentBefore(today, random.int(1, reach - 1), random.int(6 * 60, 23 * 60)),
        seconds_on_page: random.int(3, 540),
        device: random.pick(DEVICES),
      };
    });
  });
}

const CAMPAIGNS = [
  [88, "offers", "End of summer: tents and mats"],
  [81, "guides", "How to dry a tent on a balcony"],
  [74, "offers", "Member prices on merino"],
  [66, "offers", "Running vests, one week"],
  [57, "guides", "Three walks with a train at both ends"],
  [50, "offers", "Head torches for shorter days"],
  [43, "offers", "Trail shoes of last season"],
  [36, "offers", "Packs from our repair shop"],
  [24, "guides", "Boots that last"],
  [18, "offers", "Autumn offers"],
  [11, "offers", "Down, warm and cheaper"],
  [4, "offers", "Rain jackets, this weekend"],
] as const;

export interface Delivery {
  delivery_id: number;
  campaign_id: number;
  contact_id: number;
  sent_at: string;
  opened_at: string | null;
  clicks: number;
}

export function campaignRows(today: Date) {
  return CAMPAIGNS.map(([daysAgo, topic, title], place) => ({
    campaign_id: place + 1,
    topic,
    title,
    sent_at: momentBefore(today, daysAgo, 10 * 60),
  }));
}

/** Which campaign went to whom, and what they did with it, in the last 90 days. */
export function deliveryRows(people: readonly Person[], today: Date): Delivery[] {
  let delivery = 1;
  return people.flatMap((person) => {
    const random = seeded(person.person_no + 1_300_000);
    const hour = random.pick([7, 12, 19]);
    const topics: readonly string[] = person.habits.topics;
    return campaignRows(today)
      .filter((campaign) => topics.includes(campaign.topic))
      .map((campaign) => {
        const opened = random.chance(0.6);
        const wait = (hour - 10) * 60 + (hour < 10 ? 24 * 60 : 0) + random.int(0, 100);
        const opened_at = minutesAfter(campaign.sent_at, wait);
        return {
          delivery_id: delivery++,
          campaign_id: campaign.campaign_id,
          contact_id: person.person_no,
          sent_at: campaign.sent_at,
          opened_at: opened ? opened_at : null,
          clicks: opened ? random.int(0, 3) : 0,
        };
      });
  });
}
