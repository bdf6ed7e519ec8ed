import {
  ABOUT_TEXTS,
  COURTESY,
  ENDING,
  HELP_WORDS,
  START_WORDS,
  STOP_WORDS,
  STOP_WORDS_CHINA,
  type TextMeaning,
} from "./keywords";

export interface TextToRead {
  body: string;
  /** The brand's own stop words. */
  stopWords: readonly string[];
  /** The number that wrote, E.164: a letter that means stop in China means nothing elsewhere. */
  from: string;
}

/**
 * Text as it is compared: NFKC, lower case, without accents, punctuation, pictures and invisible signs, one space
 * between words; apostrophes join ("don't" is "dont"). Source: 47 CFR 64.1200(a)(10), what a reasonable person reads.
 */
export function plainWords(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\p{Mn}\p{Cf}'’‘`´]/gu, "")
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Lines that a phone adds by itself. */
const SIGNATURE = /\b(sent from my|gesendet von meinem|envoye de mon)\b.*$/u;

const together = (words: string): string => words.replaceAll(" ", "");
/** "STOOOP", "stopppp". */
const drawn = (word: string): string => (/^s+t+o+p+$/u.test(word) ? "stop" : word);

/**
 * What a text means, by the whole of it: pure. A stop is also taken in other words than the keyword; a START only in
 * its own, since it gives something back.
 */
export function meaningOf(text: TextToRead): TextMeaning {
  // Words that a person reads in half a minute; who writes more is read by a person.
  const plain = plainWords(text.body.slice(0, 1_600)).replace(SIGNATURE, "").trim();
  if (plain === "") return /[🛑✋🚫]/u.test(text.body) ? "unclear" : "other";
  const own = new Set(text.stopWords.map((word) => together(plainWords(word))).filter(Boolean));
  const isStop = (words: string) => isStopWord(words, { own, from: text.from });
  if (isStop(plain)) return "stop";
  if (START_WORDS.has(together(plain))) return "start";
  if (HELP_WORDS.has(together(plain))) return "help";
  const words = plain.split(" ");
  const core = words.filter((word) => !COURTESY.has(word));
  if (core.length > 0 && core.every((word) => isStop(word))) return "stop";
  if (isStop(core.join(" "))) return "stop";
  if (core.length > 0 && core.every((word) => HELP_WORDS.has(word))) return "help";
  if (KEPT.some((pattern) => pattern.test(plain))) return "other";
  if (ENDED.some((pattern) => pattern.test(plain)) || endsTexts(plain)) return "stop";
  return DOUBTFUL.some((pattern) => pattern.test(plain)) ? "unclear" : "other";
}

function isStopWord(words: string, { own, from }: { own: ReadonlySet<string>; from: string }): boolean {
  const one = drawn(together(words));
  return STOP_WORDS.has(one) || own.has(one) || (from.startsWith("+86") && STOP_WORDS_CHINA.has(one));
}

/** How a wish begins, before it is said. */
const WISH =
  /^((please|pls|plz|kindly|just|hi|hello|hey|ok|okay|now|bitte) )*((i|we) (want|would like|wish|need|ask|demand)( you)?( guys)? to |id like( you)? to |i said |(can|could|would|will) you( guys)? |you (must|should|need to) |let me |((please|pls|plz|kindly|just|bitte) )+)?((please|pls|plz|kindly|just) )*/u;

/** The whole text is an ending word and what texts are made of: "please stop sending me these messages". */
function endsTexts(plain: string): boolean {
  const [first, ...rest] = plain
    .replace(WISH, "")
    .replace(/\bopt (me )?out\b/gu, "optout")
    .split(" ");
  if (first === undefined || !ENDING.has(drawn(first))) return false;
  return rest.every((word) => ABOUT_TEXTS.has(word) || COURTESY.has(word) || /^\d{3,}$/u.test(word));
}

/** They want it to go on, or speak of something else that stops, ends or is cancelled. */
const KEPT: readonly RegExp[] = [
  /\b(dont|do not|never|cant|cannot|can not|wont|not) (you )?(ever |want (you )?to |wanna )?(stop|end|quit|cancel|unsubscribe|revoke)/u,
  /\b(bus|train|tram|metro|subway|pit|next|last|one|full|non|truck|rest) ?stops?\b/u,
  /\bstop(s|ped|ping)? (by|in|over|and shop)\b/u,
  /\b(cancel|remove|delete|return|end)\b.*\b(order|appointment|booking|reservation|delivery|item|cart|bag|parcel|package|shipment|payment|invoice)\b/u,
  /\b(when|how long|what time)\b.*\b(end|ends|stop|stops)\b/u,
];

/** Said in whole, without the word. */
const ENDED: readonly RegExp[] = [
  /^(please )?(do not|dont|never) (ever )?(text|message|contact|call|write|sms|bother|send|spam)( to)?( me| us| this number)?( any| anymore| any more| again| ever| more| further| texts?| messages?| sms| ads| offers| spam| marketing| these| this| please| thanks)*$/u,
  /^(please )?(take|get|remove|delete|drop|strike) (me|my (phone )?number|this number|us)( off| out)?( of| from)?( your| the| this| these| all)*( list| lists| database| system| texts?| sms| messages| marketing| program)*( please| now| immediately| asap| thanks)*$/u,
  /^(please )?(unsubscribe|opt) (me|us)( out)?( from| of)?( all| your| these| this| the| marketing| texts?| messages| list| sms| everything)*( please| now)*$/u,
  /^(please )?(leave (me|us) alone|lose (my|this) number)( please| now)*$/u,
  /^(please )?no more (texts?|messages?|sms|msgs|ads|offers|spam|promos?|marketing)( messages?| texts?)?( please| thanks| thank you| to this number)*$/u,
  /^i (no longer|dont|do not) (want|wish)( to)? (receive |get |be contacted |be texted |have )?(any |these |your |more )*(texts?|messages?|sms|ads|offers|marketing|contact|from you|by you)?( messages?| texts?| from you| anymore| any more| please)*$/u,
  /^(i )?(hereby )?(revoke|withdraw) (my )?(consent|permission)\b.*$/u,
  /^(bitte )?(keine?|nie wieder) (weiteren? |werbe )?(sms|nachrichten?|werbung|texte|werbesms|werbenachrichten)( mehr)?( senden| schicken| an mich| bitte| danke)*$/u,
  /^(bitte )?(nicht|nichts) mehr (schreiben|senden|schicken|kontaktieren|anschreiben)( bitte| danke)*$/u,
  /^(bitte )?(lasst|lass|lassen sie) mich( endlich)? in ruhe( bitte)?$/u,
  /^(bitte )?(meldet|melde|melden sie) mich( bitte)? ab$/u,
  /^(ich )?(mochte|will|moechte) (mich )?(bitte )?(abmelden|keine (sms|nachrichten|werbung)( mehr)?( erhalten| bekommen| haben)?)$/u,
  /^(请|請)?(不要|别|別|勿)再?(给我|給我|向我)?(发送?|發送?|打扰|打擾)(我)?(短信|簡訊|简讯|信息|訊息|消息|广告|廣告|垃圾短信)?(了|给我|給我)*$/u,
  /^(请|請)?(停止|取消)(给我|給我|向我)?(发送|發送|推送|订阅|訂閱)?(短信|簡訊|信息|訊息|广告|廣告)?$/u,
  /^(我要|我想|请帮我|請幫我|请|請)?(退订|退訂|取消订阅|取消訂閱)(短信|簡訊|谢谢|謝謝)?$/u,
];

/** May be a stop: somebody should look. */
const DOUBTFUL: readonly RegExp[] = [
  /\b(stop|stopp|stops|stopped|unsubscribe\w*|unsub|quit|revoke\w*|cancel|remove me|abmelden|abbestellen|widerrufe?|kundigen|arret\w*|desabonn\w*)\b/u,
  /\bopt(ing|ed)? ?(me )?out\b|\bno more\b|\btake me off\b|\bremove my\b|\bdelete my (number|phone)/u,
  /\b(do not|dont|never) (text|message|contact|call|write|bother|spam)\b|\bdo not disturb\b/u,
  /^(no|nope|nah|nein|non|enough|genug|basta|no thanks?|no thank you|nein danke|not interested|im not interested|kein interesse|wrong (number|person)|falsche nummer|go away|i am done|im done)( please| thanks)*$/u,
  /\b(not interested|wrong number|who gave you (my|this)|where did you get my number|how did you get (my|this) number|leave me|woher habt ihr meine nummer)\b/u,
  /\b(spam|spamming|scam|harass\w*|lawyer|attorney|sue you|report you|reported|belastig\w*|anwalt|tcpa|do not call)\b/u,
  /\b(fuck|piss|bugger|sod|shove|screw) ?(off|you|it)\b|\bverpiss/u,
  /\bkeine (sms|nachrichten|werbung)|nicht mehr (schreiben|senden)|in ruhe/u,
  /退订|退訂|停止|取消|不要再|别再|別再|骚扰|騷擾|投诉|投訴|举报|檢舉|拒收|打扰|打擾/u,
];
