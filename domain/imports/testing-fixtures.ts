import { customerIo, hubSpot } from "./testing-fixtures-crm";
import { encodings, ownFile } from "./testing-fixtures-files";
import { klaviyo, mailchimp, shopify } from "./testing-fixtures-mail";

/**
 * One exported file with what it must come to, written down before the importer was. `expected` has a line for each
 * row and mapped choice: line of the file, address, purpose:channel, what becomes of it, and where that choice stands
 * once the whole file is in (`unknown`: when it was said is not known; `now`: as of the import; `-`: nothing).
 */
export interface Fixture {
  name: string;
  from: string;
  file: string;
  map: readonly string[];
  encoding?: string;
  content: Buffer;
  expected: string;
}

/** A ZIP holds several files; all others are one. */
export interface ZipFixture extends Omit<Fixture, "content"> {
  parts: readonly { name: string; content: string }[];
}

export const FIXTURES: readonly (Fixture | ZipFixture)[] = [
  ...mailchimp,
  ...shopify,
  ...klaviyo,
  ...hubSpot,
  ...customerIo,
  ...encodings,
  ...ownFile,
];
