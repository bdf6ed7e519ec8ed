import { z } from "zod";
import { FILE_SCHEMAS, type FileKind } from "./schema";

const TITLES: Readonly<Record<FileKind, string>> = {
  brand: "brand.yaml: who we are, how to reach us, locales, looks",
  channels: "channels.yaml: how a person can be reached",
  sources: "sources.yaml: the systems that hold data, and how a customer is found there",
  data: "data.yaml: every held item",
  purposes: "purposes.yaml: what data is used for",
  recipients: "recipients.yaml: who else receives data",
  protection: "protection.yaml: how it is protected",
  document: "terms/<document>/document.yaml: a text, and which language binds",
  summary: "terms/<document>/<YYYY-MM-DD>/summary.<locale>.yaml: the plain points",
};

/** The JSON Schema of each kind of file as text, by file name, made from what reads the files. */
export function jsonSchemas(): Map<string, string> {
  const kinds = Object.keys(FILE_SCHEMAS) as FileKind[];
  const entries = kinds.map((kind) => {
    const schema = z.toJSONSchema(FILE_SCHEMAS[kind], { io: "input" });
    const text = JSON.stringify({ ...schema, title: TITLES[kind] }, null, 2);
    return [`${kind}.schema.json`, `${text}\n`] as const;
  });
  return new Map(entries);
}
