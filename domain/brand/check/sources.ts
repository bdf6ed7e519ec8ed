import { suggest } from "../read/nearest";
import type { Spot } from "../read/spot";
import type { Check, Findings, Folder } from "./context";
import { checkQuery } from "./sql";

const IDENTIFIERS = ["email", "phone", "customer_number"];
const UNFILLED = /\$\{[A-Za-z_]/;

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function checkPostgresAddress(spot: Spot, found: Findings): void {
  const url = spot.text;
  if (url === undefined || UNFILLED.test(url)) return;
  const isPostgres = /^postgres(ql)?:/i.test(url);
  if (isPostgres && URL.canParse(url) && isDecodable(new URL(url).password)) return;
  // The address itself is never shown: it holds a password, which is also what most often spoils it.
  const signs = isPostgres ? ", and # / ? @ % in a password as %23 %2F %3F %40 %25" : "";
  const example = `write one such as postgres://reader@host/shop${signs}`;
  found.problems.push(spot.wrong(`\`${spot.key}\` is not the address of a PostgreSQL database — ${example}`));
}

function checkHttpAddress(spot: Spot, found: Findings): void {
  const url = spot.text;
  if (url === undefined || UNFILLED.test(url)) return;
  const filled = url.replaceAll("{customer_key}", "key");
  if (!URL.canParse(filled) || !/^https?:$/.test(new URL(filled).protocol)) {
    found.problems.push(spot.wrong("`url` is not a web address — start it with https://"));
    return;
  }
  const stranger = /\{[^{}]*\}/.exec(filled)?.[0];
  if (stranger !== undefined) {
    found.problems.push(spot.wrongPart(stranger, `\`${stranger}\` is not known here — write {customer_key}`));
  }
  if (!url.includes("{customer_key}")) {
    const message = "`url` does not hold {customer_key} — put it where the customer's key goes";
    found.problems.push(spot.wrong(message));
  }
}

function checkOwnQueries(source: Spot, found: Findings): void {
  const find = source.get("find_customer");
  const identity = source.get("identity");
  if (find.exists && !identity.exists) {
    found.problems.push(
      source.wrongKey(
        `\`${source.key}\` has \`find_customer\` but no \`identity\` — add it, because identity decides`,
      ),
    );
  }
  if (identity.exists && !find.exists) {
    found.problems.push(
      source.wrongKey(`\`${source.key}\` has \`identity\` but no \`find_customer\` — add it`),
    );
  }
  checkQuery(find, found, {
    allowed: IDENTIFIERS,
    mustName: IDENTIFIERS,
    why: "use at least one, or it proposes the same people to everyone",
  });
  checkQuery(identity, found, {
    allowed: ["customer_key"],
    mustName: ["customer_key"],
    why: "without it everyone would have the same identity",
  });
}

function checkFinding(folder: Folder, source: Spot, found: Findings): void {
  const key = source.get("customer_key");
  const own = source.get("find_customer").exists || source.get("identity").exists;
  if (key.exists && own) {
    const message =
      "`customer_key` stands beside `find_customer` or `identity` — keep one way to find the customer";
    found.problems.push(key.wrongKey(message));
  }
  if (!key.exists && !own && source.get("kind").text === "postgres") {
    const message = `\`${source.key}\` cannot find a customer — add \`find_customer\` and \`identity\`, or \`customer_key\``;
    found.problems.push(source.wrongKey(message));
  }
  const id = key.text;
  if (id === undefined || IDENTIFIERS.includes(id)) return;
  const known = [
    ...(folder.files.sources?.keys() ?? []).filter((other) => other !== source.key),
    ...IDENTIFIERS,
  ];
  if (!known.includes(id)) {
    found.problems.push(
      key.wrong(`\`${id}\` is no source that finds a key, nor an identifier — ${suggest(id, known, "")}`),
    );
  } else if (leadsBack(folder, source.key)) {
    const message = `the key of \`${source.key}\` comes from \`${id}\`, whose key comes back to it — let one of them find the customer`;
    found.problems.push(key.wrong(message));
  }
}

function leadsBack(folder: Folder, start: string): boolean {
  const seen = new Set<string>();
  let at: string | undefined = start;
  while (at !== undefined && !seen.has(at)) {
    seen.add(at);
    at = folder.files.sources?.get(at).get("customer_key").text;
    if (at !== undefined && IDENTIFIERS.includes(at)) return false;
  }
  return at === start;
}

function checkSource(folder: Folder, source: Spot, found: Findings): void {
  if (IDENTIFIERS.includes(source.key)) {
    found.problems.push(
      source.wrongKey(`\`${source.key}\` is the name of an identifier — give the source another id`),
    );
  }
  if (source.get("kind").text === "postgres") {
    checkPostgresAddress(source.get("url"), found);
    checkPostgresAddress(source.get("write_url"), found);
    checkOwnQueries(source, found);
    const same = source.get("url").text === source.get("write_url").text;
    if (source.get("write_url").exists && same) {
      found.warnings.push(
        source.get("write_url").wrongKey("the role that reads can also write — give each its own"),
      );
    }
  }
  if (source.get("kind").text === "http") checkHttpAddress(source.get("url"), found);
  checkFinding(folder, source, found);
}

/** By SQL of its own, or, over HTTP, because its key is the very address that a person proves to hold. */
function findsCustomers(source: Spot): boolean {
  if (source.get("find_customer").exists) return true;
  return (
    source.get("kind").text === "http" && ["email", "phone"].includes(source.get("customer_key").text ?? "")
  );
}

/** sources.yaml: addresses, and a way to find the customer that ends somewhere. */
export const checkSources: Check = (folder, found) => {
  const sources = folder.files.sources;
  if (sources === undefined) return;
  for (const source of sources.entries()) checkSource(folder, source, found);
  if (sources.entries().length > 0 && !sources.entries().some(findsCustomers)) {
    const how =
      "add `find_customer` and `identity` to a database, or `customer_key: email` to an HTTP source";
    found.warnings.push(sources.wrong(`no source finds customers, so no one can sign in — ${how}`));
  }
  const read = new Set(
    folder.files.data
      ?.get("items")
      .entries()
      .map((item) => item.get("source").text),
  );
  for (const source of sources.entries()) {
    const needed = read.has(source.key) || source.get("find_customer").exists;
    if (folder.files.data === undefined || needed) continue;
    found.warnings.push(
      source.wrongKey(`no item reads from \`${source.key}\` — name it in one, or take it out`),
    );
  }
};
