/** What a text that came in means to us. `unclear`: it may be a stop, and a person has to read it. */
export type TextMeaning = "stop" | "start" | "help" | "unclear" | "other";

const list = (words: string): ReadonlySet<string> =>
  new Set(
    words
      .split(/[\n,]/u)
      .map((word) => word.trim())
      .filter(Boolean),
  );

/**
 * Whole texts that say stop, as `plainWords` leaves them: the words of 47 CFR 64.1200(a)(10), of Twilio and of AWS,
 * and those of other languages. Written together or apart is the same: "opt out" is found as "optout".
 */
export const STOP_WORDS =
  list(`stop, unsubscribe, end, quit, stopall, revoke, optout, cancel, remove, td, unsub,
  optmeout, stopit, cancelall, unsubscribeall, removeme, unsubscribeme, stopnow, stopplease, endall, nomore,
  unsubcribe, unsuscribe, unsubscibe, unsubsribe, unsubscribed, sotp, stpo,
  arret, arreter, arretez, desabonner, desabonnement, desinscrire, desinscription, medesabonner,
  alto, baja, parar, pare, cancelar, detener, dardebaja,
  stopp, abmelden, abmeldung, abbestellen, abbestellung, austragen, kundigen, kuendigen, widerruf, widerrufen, ende,
  beenden, stoppen, kundigung, loschen, loeschen, aufhoren, aufhoeren,
  退订, 退訂, 取消, 取消订阅, 取消訂閱, 停止, 退出, 拒收, 停止发送, 停止發送, 不要再发, 不要再發, 别再发了, 別再發了`);

/** In China one letter is the usual word. */
export const STOP_WORDS_CHINA = list("t, td, tt, n");

/** Whole texts that take a stop back: just those that carriers take. */
export const START_WORDS = list("start, yes, unstop");

export const HELP_WORDS = list("help, info, hilfe, aide, ayuda, 帮助, 幫助");

/** Said around a word without changing it. */
export const COURTESY =
  list(`please, pls, plz, plse, thanks, thank, you, thx, ty, thankyou, now, immediately, asap, hi,
  hello, hey, ok, okay, sir, madam, kindly, just, today, already, at, once, right, away, again, fucking, fuckin, bloody, damn, bitte, danke, sofort,
  jetzt, endlich, hallo, merci, svp, gracias, por, favor, 请, 請, 谢谢, 謝謝, a, me`);

/** With one of these a wish to end something begins; what follows says what. */
export const ENDING =
  list(`stop, quit, cease, end, cancel, discontinue, halt, unsubscribe, revoke, remove, delete, optout,
  stopp, stoppt, beende, beenden, abmelden, unsub`);

/** What a text about texts is made of. Where nothing else is said after an ending word, it is about these. */
export const ABOUT_TEXTS =
  list(`texting, messaging, sending, contacting, bothering, spamming, calling, harassing, these,
  this, that, all, the, your, my, our, marketing, promotional, stuff, junk, crap, company, annoying, stupid, unwanted, txt, txts, txting, writing,
  promotional, promotions, promo, promos, text, texts, sms, message,
  messages, msg, msgs, ad, ads, advertising, alerts, alert, notifications, subscription, subscriptions, consent, offers,
  spam, it, me, us, to, from, number, phone, here, of, any, more, further, future, list, lists, receiving, getting, with,
  and, mobile, cell, everything, service, please, out, being, contacted, db, database, it, off, in, on, for, a, now,
  diese, die, alle, mir, nachrichten, werbung, zu, senden, schicken, den, der, das, newsletter, program, programme`);
