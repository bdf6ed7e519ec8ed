import { say, type Text } from "@/domain/brand";
import { type CopyItem, type CopyParts, isListBroke, type Json } from "./content";
import { heldJson } from "./data-held";
import { choicesJson, entryJson, requestJson } from "./data-history";

/** Raised when a name in the file changes its meaning or goes. */
const FORMAT = "forthright-copy/1";

const ABOUT: Json = {
  about:
    "Everything held about one person, read from the live systems when the copy was made. Times are RFC 3339 in UTC, days are YYYY-MM-DD, amounts are exact decimals (as text where a number would lose digits), bytes are base64.",
  held: "One entry per kind of data. state: included | nothing_held | not_included (with the reason). shape: field has value, row has record, list has records; complete is false where a system stopped half-way.",
  known_by: "The addresses and numbers by which the person is found.",
  choices: "Where each purpose and channel stands now. Its history is in activity, kind choice.",
  requests: "Every request, with its messages and its answer.",
  activity: "The whole history, newest first: choice, use, request, data and sign_in.",
};

const line = (name: string, value: Json): string => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`;

/** The copy for programs, one JSON text, a part at a time. Its names are documented in its own `about`. */
export async function* dataFile(parts: CopyParts): AsyncGenerator<string> {
  yield `{\n${line("format", FORMAT)},\n${line("about", ABOUT)},\n`;
  yield `${line("made_at", parts.madeAt.toISOString())},\n${line("locale", parts.locale)},\n`;
  yield `${line("controller", controllerOf(parts))},\n${line("known_by", knownBy(parts))},\n`;
  yield `  "held": [`;
  for (const [n, item] of parts.items.entries()) {
    yield n === 0 ? "\n    " : ",\n    ";
    yield* heldPart(parts, item);
  }
  yield `\n  ],\n${line("choices", choicesJson(parts.choices))},\n`;
  yield `${line("requests", parts.requests.map(requestJson))},\n  "activity": [`;
  let separator = "\n    ";
  for await (const page of parts.activity()) {
    for (const entry of page) {
      yield `${separator}${JSON.stringify(entryJson(entry))}`;
      separator = ",\n    ";
    }
  }
  yield "\n  ]\n}\n";
}

async function* heldPart(parts: CopyParts, item: CopyItem): AsyncGenerator<string> {
  const { content } = item;
  const head = JSON.stringify(heldJson(item));
  if (content.kind !== "list") return yield head;
  yield `${head.slice(0, -1)}, "records": [`;
  let separator = "\n      ";
  let end = `\n    ], "complete": true}`;
  try {
    for await (const batch of parts.rows(item.card.id)) {
      for (const row of batch) {
        const pairs = content.columns.map(({ column }, n) => [column, row[n]?.data ?? null]);
        yield `${separator}${JSON.stringify(Object.fromEntries(pairs))}`;
        separator = ",\n      ";
      }
    }
  } catch (error) {
    if (!isListBroke(error)) throw error;
    end = `\n    ], "complete": false, "not_included": ${JSON.stringify({ because: error.why })}}`;
  }
  yield end;
}

function controllerOf({ brand, locale }: CopyParts): Json {
  const put = (text: Text): string => say(text, locale, brand).text;
  const { street, city, postalCode, region, country } = brand.address;
  return {
    name: put(brand.name),
    legal_name: brand.legalName,
    url: brand.url,
    address: { street, city, postal_code: postalCode, region: region ?? null, country },
    email: brand.contact.email,
    privacy_officer: brand.contact.privacyOfficer.email,
    authority: brand.authority ? { name: put(brand.authority.name), url: brand.authority.url } : null,
    time_zone: brand.timeZone,
  };
}

const knownBy = ({ identifiers }: CopyParts): Json =>
  identifiers.map(({ kind, value, verifiedAt }) => ({
    kind,
    value,
    verified_at: verifiedAt?.toISOString() ?? null,
  }));
