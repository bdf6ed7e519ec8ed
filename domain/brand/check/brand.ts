import { isInEea } from "../countries";
import { PAGE_LANGUAGES } from "../page-languages";
import type { Spot } from "../read/spot";
import { canonicalLocale, matchLocale } from "../text";
import type { Check, Findings } from "./context";

function checkRepeats(list: Spot, found: Findings, canonical: (text: string) => string): void {
  const seen = new Set<string>();
  for (const { spot, text } of list.texts()) {
    const name = canonical(text);
    if (seen.has(name)) found.problems.push(spot.wrong(`\`${text}\` stands twice — take one out`));
    seen.add(name);
  }
}

function checkPageLanguages(locales: Spot, found: Findings): void {
  for (const { spot, text } of locales.texts()) {
    if (canonicalLocale(text) === undefined || matchLocale(text, PAGE_LANGUAGES)) continue;
    const what = `the pages have no words in \`${text}\` yet, so no one is offered it`;
    found.warnings.push(spot.wrong(`${what} — add messages/${text}.json, or take it out`));
  }
}

/** brand.yaml: nothing twice, languages that the pages speak, hours that run forward. */
export const checkBrandFile: Check = (folder, found) => {
  const brand = folder.files.brand;
  if (brand === undefined) return;
  checkRepeats(brand.get("locales"), found, (tag) => canonicalLocale(tag) ?? tag);
  checkPageLanguages(brand.get("locales"), found);
  checkRepeats(brand.get("jurisdictions"), found, (name) => name);
  const hours = brand.get("desk").get("hours");
  const [from, to] = [hours.get("from").text, hours.get("to").text];
  const clock = /^\d\d:\d\d$/;
  if (from !== undefined && to !== undefined && clock.test(from) && clock.test(to) && from >= to) {
    found.problems.push(
      hours.get("to").wrong(`the desk closes at ${to}, before it opens — write a time after ${from}`),
    );
  }
};

/** channels.yaml: a way to say stop that the channel really has. */
export const checkChannels: Check = (folder, found) => {
  const named = new Set<string>();
  for (const purpose of folder.files.purposes?.entries() ?? []) {
    for (const key of ["channels", "optional_channels"]) {
      for (const { text } of purpose.get(key).texts()) named.add(text);
    }
  }
  for (const channel of folder.files.channels?.entries() ?? []) {
    const stop = channel.get("stop");
    if (stop.text === "list_unsubscribe" && channel.get("address").text !== "email") {
      found.problems.push(stop.wrong("`list_unsubscribe` is a header of email — write keyword or none"));
    }
    if (channel.get("stop_words").exists && stop.text !== "keyword") {
      const message = "`stop_words` are read only with `stop: keyword` — write that, or take them out";
      found.warnings.push(channel.get("stop_words").wrongKey(message));
    }
    if (folder.files.purposes !== undefined && !named.has(channel.key)) {
      found.warnings.push(
        channel.wrongKey(`no purpose uses the channel \`${channel.key}\` — name it in one, or take it out`),
      );
    }
  }
};

const SAFE_COUNTRY = "add `safeguard`, or choose one nearer";

/** recipients.yaml: each is named by something, and far ones have a safeguard. */
export const checkRecipients: Check = (folder, found) => {
  const home = folder.files.brand?.get("address").get("country").text;
  const named = namedRecipients(folder);
  for (const recipient of folder.files.recipients?.entries() ?? []) {
    const country = recipient.get("country").text;
    const far = country !== undefined && home !== undefined && country !== home && !isInEea(country);
    if (far && !recipient.get("safeguard").exists) {
      const what = `\`${recipient.key}\` is in ${country}, outside the EEA and your own country, without a safeguard`;
      found.warnings.push(recipient.get("country").wrong(`${what} — ${SAFE_COUNTRY}`));
    }
    if (named !== undefined && !named.has(recipient.key)) {
      const what = `no item or purpose gives data to \`${recipient.key}\``;
      found.warnings.push(recipient.wrongKey(`${what} — name it in \`recipients\` of one, or take it out`));
    }
  }
};

function namedRecipients(folder: Parameters<Check>[0]): Set<string> | undefined {
  const { purposes, data } = folder.files;
  if (purposes === undefined || data === undefined) return undefined;
  const places = [...purposes.entries(), ...data.get("items").entries(), ...data.get("categories").entries()];
  return new Set(
    places.flatMap((place) =>
      place
        .get("recipients")
        .texts()
        .map(({ text }) => text),
    ),
  );
}

/** protection.yaml: certificates that run forward, and a word on those that have run out. */
export const checkProtection: Check = (folder, found) => {
  for (const certificate of folder.files.protection?.get("certificates").list() ?? []) {
    const [from, until] = [certificate.get("valid_from"), certificate.get("valid_until")];
    if (from.text === undefined || until.text === undefined) continue;
    if (until.text < from.text) {
      found.problems.push(
        until.wrong(`the certificate ends before it begins — write a date after ${from.text}`),
      );
    } else if (until.text < folder.today) {
      found.warnings.push(
        until.wrong("the certificate has run out and is not shown — renew it, or take it out"),
      );
    }
  }
};
