import type { DurationText } from "./duration";
import type { Text } from "./text";

/** How a customer's key is found: by this source's own SQL, or from somewhere else. */
export type FindBy =
  | { kind: "sql"; findCustomer: string; identity: string }
  | { kind: "source"; source: string }
  | { kind: "identifier"; identifier: "email" | "phone" | "customer_number" };

interface SourceBase {
  id: string;
  name: Text;
  url: string;
  find: FindBy;
  timeout: DurationText;
}
export interface PostgresSource extends SourceBase {
  kind: "postgres";
  writeUrl?: string;
}
/** Its `url` holds `{customer_key}`. */
export interface HttpSource extends SourceBase {
  kind: "http";
  headers: Record<string, string>;
}
export type Source = PostgresSource | HttpSource;

export interface Recipient {
  id: string;
  name: Text;
  whatFor: Text;
  country: string;
  role: "processor" | "controller" | "joint";
  safeguard?: Text;
  url?: string;
}

/** Days as `YYYY-MM-DD`. An expired certificate is not shown to customers. */
export interface Certificate {
  name: string;
  issuer: string;
  number: string;
  validFrom: string;
  validUntil: string;
  url: string;
}

export interface Protection {
  measures: { title: Text; text: Text }[];
  certificates: Certificate[];
  ifSomethingHappens: Text;
  tellWithin: DurationText;
  securityContact: string;
}
