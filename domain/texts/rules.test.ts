import { expect, test } from "vitest";
import type { TextMeaning } from "./keywords";
import { meaningOf, plainWords } from "./rules";

const read = (body: string, more: { stopWords?: string[]; from?: string } = {}): TextMeaning =>
  meaningOf({ body, stopWords: more.stopWords ?? [], from: more.from ?? "+14155550123" });

const TABLE: Record<TextMeaning, string[]> = {
  stop: [
    ...[
      "STOP",
      "stop",
      " Stop. ",
      "STOP!!!",
      "“STOP”",
      "ＳＴＯＰ",
      "S.T.O.P",
      "s t o p",
      "STOOOP",
      "st\u200bop",
    ],
    ...["UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL", "Remove", "TD", "unsub"],
    ...["stop all", "Stop-All", "opt out", "OPT-OUT", "opt_out", "Opt\nout", "cancel all"],
    ...["ARRET", "Arrêt", "arrêter", "ALTO", "baja", "cancelar", "退订", "退訂", "取消订阅", "停止", "拒收"],
    ...[
      "STOPP",
      "Stopp!",
      "abmelden",
      "Abbestellen",
      "kündigen",
      "Kuendigen",
      "Widerruf",
      "Ende",
      "austragen",
    ],
    ...["unsubcribe", "Unsuscribe", "sotp", "stop 🛑", "STOP\n\nSent from my iPhone"],
    ...["Stop please", "please stop", "Please STOP now", "stop, thank you", "STOP STOP STOP", "ok stop"],
    ...["please unsubscribe", "Unsubscribe me please", "bitte abmelden", "Stopp bitte", "STOP 24681"],
    ...["please stop texting me", "Stop texting me!", "stop sending me these messages", "STOP MESSAGING ME"],
    ...["can you please stop texting me", "I want you to stop texting me", "I would like to opt out"],
    ...["I want to unsubscribe from this list", "I’d like to unsubscribe", "cancel my subscription"],
    ...["stop all promotional texts to this number", "end these texts", "quit texting me", "Stop this spam"],
    ...["stop it", "stop contacting me", "please opt me out", "opt me out of all messages"],
    ...[
      "do not text me",
      "Don't text me again",
      "dont contact me anymore",
      "do not send me any more messages",
    ],
    ...[
      "never text me again",
      "take me off your list",
      "Remove me from your list please",
      "delete my number",
    ],
    ...["get me off this list", "remove this number from your database", "unsubscribe me from everything"],
    ...["leave me alone", "Lose my number", "no more texts", "No more messages please"],
    ...["I don't want any more texts", "i no longer wish to receive texts", "I revoke my consent"],
    ...[
      "withdraw consent for marketing",
      "keine SMS mehr",
      "Bitte keine Werbung mehr",
      "bitte nicht mehr schreiben",
    ],
    ...[
      "lasst mich in Ruhe",
      "melden Sie mich ab",
      "ich möchte keine SMS mehr erhalten",
      "ich will mich abmelden",
    ],
    ...[
      "this is not John, please stop",
      "That's enough. Stop!",
      "wrong person, stop texting",
      "Stop. I mean it",
    ],
    ...[
      "Stop texting, this is my work phone",
      "stop these annoying messages",
      "Stop sending me stuff",
      "plz stop txt",
    ],
    ...[
      "pls stop txting me",
      "stop messaging me you idiots",
      "Bitte stoppen",
      "Hört auf",
      "Kündigung",
      "no, unsubscribe",
    ],
    ...["hören Sie auf mir zu schreiben", "退订谢谢", "请回复退订", "TD谢谢"],
    ...["不要再发短信了", "请不要再发了", "別再發訊息", "请停止发送短信", "我要退订", "請取消訂閱"],
  ],
  start: ["START", "start", " Start! ", "YES", "yes.", "UNSTOP", "Ｓtart"],
  help: ["HELP", "help?", "INFO", "Help please", "Hilfe", "帮助", "help help"],
  unclear: [
    ...[
      "🛑",
      "stop the offers but keep my delivery texts",
      "Reply STOP to unsubscribe",
      "yes stop",
      "maybe stop?",
    ],
    ...[
      "how do I unsubscribe?",
      "how do i stop these",
      "I thought I opted out",
      "I already unsubscribed twice",
    ],
    ...[
      "I keep asking you to stop",
      "no",
      "No thanks",
      "nein danke",
      "not interested",
      "wrong number",
      "enough",
    ],
    ...[
      "who gave you my number",
      "this is spam",
      "I will report you",
      "go away",
      "this is harassment",
      "fuck off",
    ],
    ...["no more please, it is too much", "quit it already ok lol", "我要投诉", "为什么还不停止", "I quit"],
    ...[
      "cancel my order and stop texting me",
      "stop texting me so often",
      "Stop, but not the delivery texts",
    ],
    ...[
      "stop texting me after 9pm",
      "stop by tomorrow, or stop texting me",
      "delete my data",
      "I never signed up, I want out",
    ],
    ...[
      "no más mensajes",
      "ne m'envoyez plus de messages",
      "Stop loss",
      "is there a stop sign",
      "I will stop",
    ],
    ...["my lawyer will be in touch", "can I opt out of just the sale ones?", "bitte keine SMS nach 20 Uhr"],
  ],
  other: [
    ...[
      "",
      "   ",
      "!!!",
      "👍",
      "don't stop",
      "Don’t stop texting me!",
      "please do not unsubscribe me",
      "never stop",
    ],
    ...[
      "I don't want to stop",
      "stop by the shop tomorrow",
      "I'll stop by later",
      "can I stop in on Sunday?",
    ],
    ...[
      "when does the sale end?",
      "When does the offer stop?",
      "is there a bus stop near you",
      "non-stop fun",
    ],
    ...["cancel my order please", "Can I cancel order 5531?", "please remove the blue item from my cart"],
    ...[
      "cancel my appointment",
      "thanks!",
      "ok",
      "see you at the weekend",
      "what time do you open",
      "t",
      "n",
    ],
    ...[
      "the end of the week works",
      "yes please",
      "yes I would love that",
      "start the engines",
      "YES STARTING NOW",
    ],
    ...["I started a return", "shop", "step", "endless summer", "lovely, thank you", "Wann endet der Sale?"],
    ...["bis zum Ende der Woche?", "你好", "什么时候打折？", "helpful staff, thank you", "info about shoes?"],
    ...[
      "the end",
      "weekend",
      "one stop shop",
      "I can't stop buying",
      "please don't stop sending these",
      "never mind",
    ],
    ...["Don't stop, never stop!", "unstop please", "START ME", "stop by, or stop in", "cancel order"],
    ...["hello", "who is this?", "how much is it", "Is the top still in stock", "top", "tops in blue"],
  ],
};

const cases = Object.entries(TABLE).flatMap(([meaning, texts]) => texts.map((text) => ({ text, meaning })));

test("the table is large enough to mean something", () => {
  expect(cases.length).toBeGreaterThanOrEqual(180);
});

test.each(cases)("$text means $meaning", ({ text, meaning }) => {
  expect(read(text)).toBe(meaning);
});

test.each([
  ["T", "+8613800138000", "stop"],
  ["TD", "+8613800138000", "stop"],
  ["回T", "+8613800138000", "stop"],
  ["td", "+353861234567", "stop"],
  ["T", "+353861234567", "other"],
  ["N", "+8613800138000", "stop"],
])("%s from %s means %s", (text, from, meaning) => {
  expect(read(text, { from })).toBe(meaning);
});

test.each([
  ["Genug davon", "stop"],
  ["genug davon!", "stop"],
  ["GENUG-DAVON bitte", "stop"],
  ["genug", "unclear"],
  ["raus", "stop"],
])("the brand's own words: %s means %s", (text, meaning) => {
  expect(read(text, { stopWords: ["genug davon", "Raus", "  "] })).toBe(meaning);
});

test("a book of a text is read in no time", () => {
  const began = performance.now();
  for (const body of [
    "stop ".repeat(9_000),
    "please ".repeat(9_000),
    "a".repeat(60_000),
    "no more ".repeat(900),
  ])
    read(body);
  expect(performance.now() - began).toBeLessThan(2_000);
});

test("words as they are compared", () => {
  expect(plainWords("  Don’t—STOP,\n\tÀrrêt! ２ ")).toBe("dont stop arret 2");
});
