import type { Spot } from "../read/spot";
import { FILE_SCHEMAS } from "../schema";
import { type Check, type Findings, type Folder, textsOf } from "./context";
import { checkSummaryKindness } from "./summary-wording";
import { findTexts, untranslated } from "./texts";
import { checkGrade, checkWording, isEnglish, wordingsOf } from "./wording";

const MOST_PURPOSES = 9;
const LOCATION =
  /\b(locations?|nearby|geofenc\w*|gps|where you are|close to (?:a|our|the) (?:shop|store)|near (?:a|our|the) (?:shop|store)|walk past|in the area)\b/i;
const BROWSING =
  /\b(brows(?:e|ed|ing)|search(?:es|ed)? (?:history|terms)|what you search\w*|you searched|pages? you (?:visit|look|view)\w*|looked at|viewed|click(?:s|ed))\b/i;
const ADVERT = /\b(adverts?|advertis\w+|ads?|retarget\w*)\b/i;
const SOCIAL = /\b(social[- ]media|facebook|instagram|tiktok|twitter|weibo|wechat moments|your posts)\b/i;
const SENSITIVE =
  /\b(health|medical|illness|disease|disabilit\w+|pregnan\w+|religio\w+|faith|politic\w+|trade union|ethnic\w*|racial|sexual\w*|sex life|genetic\w*|biometric\w*|criminal|debts?)\b/i;

const LOCATION_TERMS = /^pd:(Location|GPSCoordinate|Travel\w*|GeographicLocation)$/;
const BROWSING_TERMS = /^pd:(BrowserHistory|BrowsingBehaviou?r|BrowsingReferral|SearchHistory|Clickstream)$/;
const SOCIAL_TERMS = /^pd:(SocialMedia\w*|SocialNetwork)$/;

/** Subjects that do not belong behind one switch. */
const SUBJECTS = [
  /\b(newsletters?|offers|promotions|marketing|news|adverts?|advertis\w+)\b/i,
  /\b(shar(?:e|ing)(?! with advertis)|sell(?:ing)?|pass(?:ing)? on|partners)\b/i,
  /\b(analy\w+|statistics|research|surveys?)\b/i,
  /\b(profil\w+)\b/i,
];

interface PurposeAt {
  purpose: Spot;
  /** Its English words, and those of no other purpose. */
  words: string;
  items: Spot[];
  /** What the addresses of its channels are: email, phone, post, device. */
  reach: string[];
}

function englishOf(spot: Spot, keys: readonly string[], locales: readonly string[]): string {
  const wordings = keys.flatMap((key) => wordingsOf(spot.get(key), locales));
  return wordings.flatMap(({ locale, text }) => (isEnglish(locale) ? text : [])).join(" \n ");
}

function purposeAt(folder: Folder, purpose: Spot, locales: readonly string[]): PurposeAt {
  const items = folder.files.data?.get("items").entries() ?? [];
  const channels = textsOf(purpose.get("channels"));
  return {
    purpose,
    words: englishOf(purpose, ["name", "why", "benefit"], locales),
    items: items.filter((item) => textsOf(item.get("purposes")).includes(purpose.key)),
    reach: channels.flatMap((id) => folder.files.channels?.get(id).get("address").text ?? []),
  };
}

function usesTerm({ items }: PurposeAt, terms: RegExp): boolean {
  return items.some((item) => terms.test(item.get("dpv").text ?? ""));
}

const RULES: readonly { test: (at: PurposeAt) => boolean; says: string }[] = [
  {
    test: ({ purpose, reach }) =>
      reach.includes("phone") && purpose.get("basis").text !== "consent" && purpose.get("basis").exists,
    says: "sends texts without consent — ask for it, or move the channel to `optional_channels`",
  },
  {
    test: (at) => at.reach.length > 0 && (LOCATION.test(at.words) || usesTerm(at, LOCATION_TERMS)),
    says: "sends messages by where someone is, which people find creepy — leave the place out of it",
  },
  {
    test: (at) => ADVERT.test(at.words) && (BROWSING.test(at.words) || usesTerm(at, BROWSING_TERMS)),
    says: "shows adverts by what someone searched or looked at — leave that history out of it",
  },
  {
    test: (at) => at.reach.includes("post") && (BROWSING.test(at.words) || usesTerm(at, BROWSING_TERMS)),
    says: "sends post because of what someone looked at — send it for another reason, or not",
  },
  {
    test: (at) => SOCIAL.test(at.words) || usesTerm(at, SOCIAL_TERMS),
    says: "uses what people wrote on social media — leave it out",
  },
  {
    test: ({ purpose, words }) => SENSITIVE.test(words) && purpose.get("special").value !== true,
    says: "speaks of a sensitive topic — ask for explicit consent with `special: true`, or leave it out",
  },
  {
    test: ({ purpose, words }) =>
      purpose.get("basis").text === "consent" && SUBJECTS.filter((subject) => subject.test(words)).length > 1,
    says: "asks for several things with one switch — make each a purpose of its own",
  },
];

function checkPurposeKindness(folder: Folder, found: Findings, locales: readonly string[]): void {
  const purposes = folder.files.purposes?.entries() ?? [];
  for (const purpose of purposes) {
    const at = purposeAt(folder, purpose, locales);
    for (const rule of RULES) {
      if (rule.test(at)) found.warnings.push(purpose.wrongKey(`\`${purpose.key}\` ${rule.says}`));
    }
    const wordings = ["why", "benefit", "if_off", "interest"].flatMap((key) =>
      wordingsOf(purpose.get(key), locales),
    );
    found.warnings.push(...checkGrade(purpose, wordings));
  }
  const tenth = purposes[MOST_PURPOSES];
  if (tenth === undefined) return;
  const message = `there are ${purposes.length} purposes — people read nine at most; join or drop some`;
  found.warnings.push(tenth.wrongKey(message));
}

function checkItemKindness(folder: Folder, found: Findings, locales: readonly string[]): void {
  for (const item of folder.files.data?.get("items").entries() ?? []) {
    const said = englishOf(item, ["name", "why", "worked_out"], locales);
    if (SENSITIVE.test(said) && item.get("special").value !== true) {
      const message = `\`${item.key}\` speaks of a sensitive topic — write \`special: true\`, or hold less`;
      found.warnings.push(item.wrongKey(message));
    }
    if (SOCIAL.test(said) || SOCIAL_TERMS.test(item.get("dpv").text ?? "")) {
      found.warnings.push(
        item.wrongKey(`\`${item.key}\` is what people wrote on social media — do not hold it`),
      );
    }
    const wordings = ["why", "worked_out", "no_purpose"].flatMap((key) => wordingsOf(item.get(key), locales));
    found.warnings.push(...checkGrade(item, wordings));
  }
}

/** Reads the folder as a wary customer would. Only warnings come of it. */
export const checkKindness: Check = (folder, found) => {
  const locales = folder.files.brand ? textsOf(folder.files.brand.get("locales")) : [];
  for (const [name, schema] of Object.entries(FILE_SCHEMAS)) {
    const spots =
      name === "document"
        ? folder.documents.flatMap((document) => document.spot ?? [])
        : [folder.files[name as keyof Folder["files"]]];
    for (const spot of spots) {
      if (spot === undefined) continue;
      for (const text of findTexts(schema, spot)) {
        found.warnings.push(...untranslated(text, locales));
        found.warnings.push(...wordingsOf(text.spot, locales).flatMap(checkWording));
      }
    }
  }
  checkPurposeKindness(folder, found, locales);
  checkItemKindness(folder, found, locales);
  checkSummaryKindness(folder, found);
};
