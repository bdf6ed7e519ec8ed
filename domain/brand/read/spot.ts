import type { Problem } from "../problem";
import { type Path, type Place, placeOfKey, placeOfPart, placeOfValue, type YamlFile } from "./yaml-file";

/**
 * A place in a YAML file with whatever value stands there. Checks walk spots instead of parsed
 * data, so that one mistake never hides another.
 */
export class Spot {
  constructor(
    readonly yaml: YamlFile,
    readonly path: Path,
    readonly value: unknown,
  ) {}

  static whole(yaml: YamlFile): Spot {
    return new Spot(yaml, [], yaml.value);
  }

  get key(): string {
    return String(this.path.at(-1) ?? "");
  }

  get exists(): boolean {
    return this.value !== undefined;
  }

  get isMap(): boolean {
    return isRecord(this.value);
  }

  get(key: string): Spot {
    const inside = isRecord(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
    return new Spot(this.yaml, [...this.path, key], inside);
  }

  /** The values of a map, each with its key; none where it is no map. */
  entries(): Spot[] {
    return isRecord(this.value) ? Object.keys(this.value).map((key) => this.get(key)) : [];
  }

  keys(): string[] {
    return isRecord(this.value) ? Object.keys(this.value) : [];
  }

  list(): Spot[] {
    if (!Array.isArray(this.value)) return [];
    return this.value.map((value, index) => new Spot(this.yaml, [...this.path, index], value));
  }

  get text(): string | undefined {
    return typeof this.value === "string" ? this.value : undefined;
  }

  /** The texts of a list, each with its spot. */
  texts(): { spot: Spot; text: string }[] {
    return this.list().flatMap((spot) => (spot.text === undefined ? [] : [{ spot, text: spot.text }]));
  }

  wrong(message: string): Problem {
    return at(placeOfValue(this.yaml, this.path), message);
  }

  wrongKey(message: string): Problem {
    return at(placeOfKey(this.yaml, this.path), message);
  }

  wrongPart(part: string, message: string): Problem {
    return at(placeOfPart(this.yaml, this.path, part), message);
  }
}

function at(place: Place, message: string): Problem {
  return { ...place, message };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
