import { checkBrandFile, checkChannels, checkProtection, checkRecipients } from "./check/brand";
import type { Check, Findings, Folder } from "./check/context";
import { checkContrast } from "./check/contrast";
import { checkData } from "./check/items";
import { checkPictures } from "./check/pictures";
import { checkPurposes } from "./check/purposes";
import { checkSources } from "./check/sources";
import { checkStaffRules } from "./check/staff";
import { checkTerms } from "./check/terms";
import { checkKindness } from "./check/wary";

const CHECKS: readonly Check[] = [
  checkBrandFile,
  checkContrast,
  checkPictures,
  checkChannels,
  checkSources,
  checkData,
  checkPurposes,
  checkRecipients,
  checkProtection,
  checkTerms,
  checkStaffRules,
  checkKindness,
];

/**
 * What a schema cannot see: references in every direction, statements, colours, wording. Walks
 * whatever could be read, so that one mistake never hides another.
 */
export function checkFolder(folder: Folder): Findings {
  const found: Findings = { problems: [], warnings: [] };
  for (const check of CHECKS) check(folder, found);
  return found;
}
