import { type Brand, formatProblem, loadBrand } from "@/domain/brand";
import { variable } from "./env";

/**
 * Reads and checks the brand folder. `more` holds variables besides the environment's.
 * @throws an Error that lists everything wrong in it at once.
 */
export async function readBrand(folder: string, more: Record<string, string> = {}): Promise<Brand> {
  const { brand, problems } = await loadBrand(folder, (name) => more[name] ?? variable(name));
  if (brand) return brand;
  const lines = problems.map((problem) => `  ${formatProblem(problem)}`);
  throw new Error(`The brand folder ${folder} cannot be used:\n${lines.join("\n")}`);
}
