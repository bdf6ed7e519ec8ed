import { ImportMistake } from "../catalog";

/** The heading of a table: columns by name, whatever the case and order. */
export class Heading {
  private readonly places: ReadonlyMap<string, number>;
  readonly width: number;

  constructor(
    private readonly file: string,
    names: readonly string[],
  ) {
    this.width = names.length;
    this.places = new Map(names.map((name, at): [string, number] => [plain(name), at]).toReversed());
  }

  /** Where the first of these columns is; undefined: the table has none of them. */
  find(...names: string[]): number | undefined {
    for (const name of names) {
      const at = this.places.get(plain(name));
      if (at !== undefined) return at;
    }
    return undefined;
  }

  /** @throws ImportMistake that says which columns there are. */
  need(...names: string[]): number {
    const at = this.find(...names);
    if (at !== undefined) return at;
    const there = [...this.places.keys()].toReversed().slice(0, 40).join(", ");
    throw new ImportMistake(`${this.file} has no column “${names[0]}”. It has: ${there}`);
  }

  /** Columns whose name passes. */
  which(test: (name: string) => boolean): number[] {
    return [...this.places].filter(([name]) => test(name)).map(([, at]) => at);
  }
}

const plain = (name: string): string => name.normalize("NFC").trim().toLowerCase();

/**
 * A cell as it was meant: without space around it, and without what guards it against being run as a formula (an
 * apostrophe before it, or ="…" around it).
 */
export function cellText(cells: readonly string[], at: number | undefined): string {
  const text = (at === undefined ? "" : (cells[at] ?? "")).normalize("NFC").trim();
  const quoted = /^="(.*)"$/su.exec(text);
  if (quoted) return quoted[1]?.trim() ?? "";
  return /^'[=+\-@＝＋－＠\d\t\r\n]/u.test(text) ? text.slice(1).trim() : text;
}
