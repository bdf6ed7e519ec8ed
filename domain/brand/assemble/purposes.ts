import type { z } from "zod";
import type { Purpose } from "../brand";
import type { Protection, Source } from "../brand-sources";
import { DEFAULT_TELL_WITHIN, DEFAULT_TIMEOUT } from "../defaults";
import type { protectionFile, purposesFile } from "../schema/purposes-file";
import type { sourcesFile } from "../schema/sources-file";
import { optional } from "./optional";

export function assemblePurposes(written: z.infer<typeof purposesFile>): Purpose[] {
  return Object.entries(written).map(([id, purpose]) => ({
    id,
    name: purpose.name,
    why: purpose.why,
    benefit: purpose.benefit,
    ifOff: purpose.if_off,
    basis: purpose.basis,
    channels: purpose.channels ?? [],
    optionalChannels: purpose.optional_channels ?? [],
    frequency: purpose.frequency ?? [],
    confirm: purpose.confirm ?? false,
    recipients: purpose.recipients ?? [],
    special: purpose.special ?? false,
    marketing: purpose.marketing ?? false,
    ...optional({
      interest: purpose.interest,
      renewAfter: purpose.renew_after,
      signal: purpose.signal,
      reworded: purpose.reworded,
      dpv: purpose.dpv,
    }),
  }));
}

/** What protection.yaml says. `contactEmail`: whom to tell where it names no one. */
export function assembleProtection(
  written: z.infer<typeof protectionFile>,
  contactEmail: string,
): Protection {
  const certificates = (written.certificates ?? []).map(({ valid_from, valid_until, ...rest }) => {
    return { ...rest, validFrom: valid_from, validUntil: valid_until };
  });
  return {
    measures: written.measures,
    certificates,
    ifSomethingHappens: written.if_something_happens,
    tellWithin: written.tell_within ?? DEFAULT_TELL_WITHIN,
    securityContact: written.security_contact ?? contactEmail,
  };
}

type SourceEntry = z.infer<typeof sourcesFile>[string];

const NO_QUERIES: { find_customer?: string; identity?: string } = {};

function findBy(written: SourceEntry): Source["find"] {
  const key = written.customer_key;
  if (key === "email" || key === "phone" || key === "customer_number")
    return { kind: "identifier", identifier: key };
  if (key !== undefined) return { kind: "source", source: key };
  const { find_customer: findCustomer = "", identity = "" } =
    written.kind === "postgres" ? written : NO_QUERIES;
  return { kind: "sql", findCustomer, identity };
}

export function assembleSources(written: z.infer<typeof sourcesFile>): Source[] {
  return Object.entries(written).map(([id, source]) => {
    const { name, url } = source;
    const base = { id, name, url, find: findBy(source), timeout: source.timeout ?? DEFAULT_TIMEOUT };
    if (source.kind === "http") return { ...base, kind: "http", headers: source.headers ?? {} };
    return { ...base, kind: "postgres", ...optional({ writeUrl: source.write_url }) };
  });
}
