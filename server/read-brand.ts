import type { Brand } from "@/domain/brand";
import { mustLoadBrand } from "@/domain/brand/load";
import { variable } from "./env";

/**
 * Reads and checks the brand folder. `more` holds variables besides the environment's.
 * @throws an Error that lists everything wrong in it at once.
 */
export async function readBrand(folder: string, more: Record<string, string> = {}): Promise<Brand> {
  return mustLoadBrand(folder, (name: string) => more[name] ?? variable(name));
}
