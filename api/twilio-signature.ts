import { createHmac, timingSafeEqual } from "node:crypto";

/** A form as Twilio signs it: the address it was sent to, and every field as it came. */
export interface SignedForm {
  /** The public address, whole, with its query. */
  url: string;
  fields: Iterable<readonly [name: string, value: string]>;
}

/**
 * Base64 of HMAC-SHA1 over the address and every field's name and value, in the order of their names.
 * Source: Twilio, "Security", X-Twilio-Signature.
 */
export function twilioSignature(authToken: string, { url, fields }: SignedForm): string {
  const byName = new Map<string, Set<string>>();
  for (const [name, value] of fields) byName.set(name, (byName.get(name) ?? new Set()).add(value));
  const names = [...byName.keys()].sort();
  const rest = names.map((name) =>
    [...(byName.get(name) ?? [])]
      .sort()
      .map((value) => name + value)
      .join(""),
  );
  return createHmac("sha1", authToken)
    .update(url + rest.join(""), "utf8")
    .digest("base64");
}

/** Whether a signature is that of the form, in a time that tells nothing; an address counts with its port or without. */
export function isSignedByTwilio(authToken: string, form: SignedForm, signature: string): boolean {
  const given = Buffer.from(signature, "utf8");
  return addressesOf(form.url)
    .map((url) => Buffer.from(twilioSignature(authToken, { ...form, url }), "utf8"))
    .reduce(
      (found, right) => (right.length === given.length && timingSafeEqual(right, given)) || found,
      false,
    );
}

/** Twilio signs the address as it was entered there, some of its products with the port that goes without saying. */
function addressesOf(url: string): string[] {
  const { protocol, port, host } = new URL(url);
  if (port !== "") return [url, url.replace(`//${host}`, `//${host.slice(0, -port.length - 1)}`)];
  return [url, url.replace(`//${host}`, `//${host}:${protocol === "https:" ? 443 : 80}`)];
}
