export interface Product {
  sku: string;
  title: string;
  department: Department;
  for_child: boolean;
  /** In cents of the order's currency, tax included. */
  cents: number;
}

export type Department =
  | "Trail running"
  | "Hiking"
  | "Camping"
  | "Climbing"
  | "Rain and cold"
  | "Packs"
  | "Cooking outdoors"
  | "Family trips";

type Row = readonly [title: string, cents: number];

const RANGE: Record<Department, readonly Row[]> = {
  "Trail running": [
    ["Trail shoes", 12900],
    ["Wool socks, 3 pairs", 3450],
    ["Running vest, 5 l", 7900],
    ["Light headlamp", 4990],
    ["Soft flask, 500 ml", 1690],
    ["Trail shorts", 5490],
    ["Gaiters", 2990],
  ],
  Hiking: [
    ["Leather hiking boots", 18900],
    ["Walking poles, pair", 6990],
    ["Hiking trousers", 8490],
    ["Sun hat", 2490],
    ["Walking map, Peneda", 1290],
    ["Blister kit", 990],
    ["Water bottle, 1 l", 1800],
  ],
  Camping: [
    ["Two-person tent", 21900],
    ["Down sleeping bag", 24900],
    ["Sleeping mat", 8900],
    ["Camp lantern", 3490],
    ["Tarp, 3 × 3 m", 7490],
    ["Repair kit for tents", 1490],
  ],
  Climbing: [
    ["Climbing rope, 60 m", 15900],
    ["Harness", 6490],
    ["Climbing shoes", 11900],
    ["Set of five quickdraws", 7990],
    ["Helmet", 5990],
    ["Chalk bag", 1890],
  ],
  "Rain and cold": [
    ["Rain jacket", 16900],
    ["Fleece pullover", 7490],
    ["Down vest", 12900],
    ["Merino base layer", 6990],
    ["Wool hat", 2490],
    ["Waterproof gloves", 4490],
  ],
  Packs: [
    ["Day pack, 22 l", 8900],
    ["Trekking pack, 55 l", 18900],
    ["Dry bag, 20 l", 2490],
    ["Rain cover for packs", 1990],
    ["Hip bag", 2990],
  ],
  "Cooking outdoors": [
    ["Gas stove", 5490],
    ["Titanium pot, 900 ml", 4490],
    ["Folding spoon", 890],
    ["Enamel mug", 1390],
    ["Coffee press for camp", 3290],
  ],
  "Family trips": [
    ["Rain jacket, child 140", 7490],
    ["Hiking boots, child 34", 6990],
    ["Child carrier", 22900],
    ["Sleeping bag, child", 7990],
    ["Sun hat, child", 1790],
  ],
};

export const departments = Object.keys(RANGE) as Department[];

export const products: readonly Product[] = departments.flatMap((department, shelf) =>
  RANGE[department].map(([title, cents], place) => ({
    sku: `J${(shelf + 1) * 100 + place + 1}`,
    title,
    department,
    for_child: department === "Family trips",
    cents,
  })),
);

/** The product of that exact title. */
export function productTitled(title: string): Product {
  const found = products.find((product) => product.title === title);
  if (!found) throw new Error(`No product is called “${title}”.`);
  return found;
}

export function pageOf(product: Product): string {
  const slug = product.title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return `https://juniper.example/shop/${slug}-${product.sku.toLowerCase()}`;
}
