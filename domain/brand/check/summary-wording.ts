import type { Findings, Folder } from "./context";
import { checkGrade, checkWording, wordingsOf } from "./wording";

/** The points of the summaries, read as a customer reads them. */
export function checkSummaryKindness(folder: Folder, found: Findings): void {
  for (const version of folder.documents.flatMap((document) => document.versions)) {
    for (const { spot, locale } of version.summaries) {
      if (spot === undefined) continue;
      const points = spot
        .get("points")
        .list()
        .map((point) => point.get("text"));
      const wordings = [spot.get("changed"), ...points].flatMap((part) => wordingsOf(part, [locale]));
      found.warnings.push(...wordings.flatMap(checkWording), ...checkGrade(spot.get("points"), wordings));
    }
  }
}
