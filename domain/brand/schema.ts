import { brandFile, channelsFile, recipientsFile } from "./schema/brand-file";
import { dataFile } from "./schema/data-file";
import { protectionFile, purposesFile } from "./schema/purposes-file";
import { sourcesFile } from "./schema/sources-file";
import { documentFile, summaryFile } from "./schema/terms-files";

/** The schema of each kind of YAML file in a brand folder, by the name of its JSON Schema. */
export const FILE_SCHEMAS = {
  brand: brandFile,
  channels: channelsFile,
  sources: sourcesFile,
  data: dataFile,
  purposes: purposesFile,
  recipients: recipientsFile,
  protection: protectionFile,
  document: documentFile,
  summary: summaryFile,
} as const;

export type FileKind = keyof typeof FILE_SCHEMAS;
