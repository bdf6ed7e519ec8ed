import type { z } from "zod";
import { assembleBrandFile, assembleChannels, assembleRecipients } from "./assemble/brand-file";
import { assembleData } from "./assemble/items";
import { assembleProtection, assemblePurposes, assembleSources } from "./assemble/purposes";
import { assembleTerms } from "./assemble/terms";
import type { Brand, StaffRules } from "./brand";
import type { Folder } from "./check/context";
import type { NamedFile } from "./read/folder";
import type { RootFile } from "./read/names";
import { FILE_SCHEMAS } from "./schema";

export interface Checked {
  folder: Folder;
  files: readonly NamedFile[];
  hash: string;
}

function parsed<K extends RootFile>({ folder }: Checked, name: K): z.infer<(typeof FILE_SCHEMAS)[K]> {
  return FILE_SCHEMAS[name].parse(folder.files[name]?.value) as z.infer<(typeof FILE_SCHEMAS)[K]>;
}

function staffRules({ folder, files }: Checked): StaffRules[] {
  return folder.rules.map(({ role, locale, path, parsed: { tree } }) => {
    const { text = "", hash = "" } = files.find((file) => file.path === path) ?? {};
    return { role, locale, markdown: text, tree, hash };
  });
}

/** Puts a folder without problems together, defaults applied. */
export function assemble(checked: Checked): Brand {
  const brandFile = parsed(checked, "brand");
  const byPath = new Map(checked.files.map((file) => [file.path, file]));
  return {
    ...assembleBrandFile(brandFile, checked.files),
    ...assembleData(parsed(checked, "data")),
    channels: assembleChannels(parsed(checked, "channels")),
    sources: assembleSources(parsed(checked, "sources")),
    purposes: assemblePurposes(parsed(checked, "purposes")),
    recipients: assembleRecipients(parsed(checked, "recipients")),
    protection: assembleProtection(parsed(checked, "protection"), brandFile.contact.email),
    terms: assembleTerms(checked.folder.documents, byPath),
    staffRules: staffRules(checked),
    hash: checked.hash,
  };
}
