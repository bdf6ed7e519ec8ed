import type { Spot } from "../read/spot";
import type { Folder } from "./context";

/** An item with what its checks ask for again and again. */
export interface ItemSpot {
  item: Spot;
  /** The item's own, or its category's. */
  effective(key: "keep" | "erase" | "correct"): Spot;
  shape: "field" | "row" | "list";
  source: Spot | undefined;
  kind: string | undefined;
}

export function itemSpot(folder: Folder, item: Spot): ItemSpot {
  const category = folder.files.data?.get("categories").get(item.get("category").text ?? "");
  const written = item.get("shape").text;
  const shape = item.get("fields").exists ? "list" : "field";
  const source = folder.files.sources?.get(item.get("source").text ?? "");
  return {
    item,
    effective: (key) => (item.get(key).exists || !category ? item.get(key) : category.get(key)),
    shape: written === "field" || written === "row" || written === "list" ? written : shape,
    source: source?.exists ? source : undefined,
    kind: source?.get("kind").text,
  };
}
