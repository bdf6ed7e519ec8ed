import type { Format } from "@/domain/brand";
import { asDate } from "./moments";
import type { Json, Raw } from "./sources/raw";

/** Any value as one text, as its source would write it. */
export function plainText(raw: Raw): string {
  if (raw === null) return "";
  switch (raw.type) {
    case "text":
      return raw.text;
    case "number":
      return raw.digits;
    case "boolean":
      return String(raw.value);
    case "date":
      return raw.date;
    case "timestamp":
      return raw.local;
    case "instant":
      return raw.at;
    case "interval":
      return raw.iso;
    case "bytes":
      return `${raw.bytes.byteLength} bytes`;
    case "items":
      return raw.items.map(plainText).join(", ");
    case "json":
      return jsonText(raw.value);
  }
}

/**
 * What a box shows of a value's plain text: of a date its day alone, since a date box takes nothing else. Line
 * ends are as forms send them back.
 */
export function boxText(text: string, format: Format | undefined): string {
  const shown = format === "date" ? (asDate({ type: "text", text }) ?? text) : text;
  return shown.replaceAll(/\r\n?/gu, "\n");
}

function jsonText(value: Json): string {
  try {
    return JSON.stringify(value);
  } catch {
    return "…"; // nested deeper than can be written
  }
}
