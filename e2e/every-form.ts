import type { Demo } from "./agents";
import { Browserless } from "./browserless";
import { type Desk, tryDesk } from "./every-desk-form";
import { linkTo, mailSystem } from "./links";
import type { Marked } from "./marked-people";
import { CODE, CONFIRM_LINK, foundAfter, SIGN_IN_LINK } from "./outbox";
import { type FoundForm, Tour } from "./tour";

/** What one person's use of everything left behind. */
export interface Used {
  /** One form for each action that their pages offered. */
  forms: Map<string, FoundForm>;
  request: string;
  signInToken: string;
  confirmToken: string;
  copyToken: string;
  correctionCode: string;
}

export interface UsedWithDesk extends Used {
  /** Paths of links in a message, which open without signing in. */
  stop: string;
  why: string;
  desk: Desk;
}

/** Does what the pages of one person offer, and keeps a form of each kind on the way. */
export async function tryEverything(owner: Marked, tour = new Tour(owner.person)): Promise<Used> {
  const { person, email } = owner;
  const [mark = ""] = owner.marks;
  await new Browserless(person.url).signIn(email);
  await tour.look("/account");
  await tryTerms(tour);
  return {
    forms: tour.forms,
    confirmToken: await tryChoices(tour, email),
    correctionCode: await tryCorrection(tour, `${mark}.new@example.com`.toLowerCase()),
    request: await tryRequests(tour, mark),
    copyToken: await tryCopy(tour),
    signInToken: await trySignIn(tour, email),
  };
}

/** The same, and what the desk offers about them, and links in a message to them. */
export async function tryDeskToo(owner: Marked, demo: Demo): Promise<UsedWithDesk> {
  const { email } = owner;
  const tour = new Tour(owner.person);
  const mail = await mailSystem({ site: demo.url, data: demo.folder });
  const stop = await linkTo(mail, { email, kind: "stop" });
  const why = await linkTo(mail, { email, kind: "why" });
  const used = await tryEverything(owner, tour);
  const desk = await tryDesk(tour, { email, request: used.request, demo });
  await tour.look("/activity?kind=visits");
  return { ...used, stop, why, desk };
}

/** The switches beside the points of a text, and the text that asks for an answer. */
async function tryTerms(tour: Tour): Promise<void> {
  const notice = "/terms/privacy-notice";
  await tour.press(notice, "terms/setAtPointAction", { wish: (f) => f.purpose === "advertisers" });
  await tour.press(notice, "terms/objectAtPointAction");
  await tour.press(notice, "terms/allowAtPointAction");
  await tour.look("/terms/terms-of-service");
}

async function tryChoices(tour: Tour, email: string): Promise<string> {
  const turnOn = (purpose: string) =>
    tour.press("/choices", "choices/setChoiceAction", {
      wish: (f) => f.purpose === purpose && f.to === "on",
    });
  await turnOn("offers");
  await tour.press("/choices", "choices/pauseMarketingAction");
  await tour.look("/choices");
  await tour.press("/choices", "choices/objectAction");
  const token = await foundAfter(tour.guest, { email, pattern: CONFIRM_LINK }, () => turnOn("guides"));
  await tour.look(`/confirm/${token}`, tour.guest);
  return token;
}

const tryCorrection = (tour: Tour, value: string): Promise<string> =>
  foundAfter(tour.guest, { email: value, pattern: CODE }, () =>
    tour.press("/data?whole=1", "data/correctAction", { wish: (f) => f.item === "email", more: { value } }),
  );

async function tryRequests(tour: Tour, mark: string): Promise<string> {
  const complaint = { more: { text: `${mark} complains` } };
  const filed = await tour.press("/requests/new/complain", "requests/openRequestAction", complaint);
  const request = filed.replace(/\?.*/, "");
  await tour.press(request, "requests/writeAction", { more: { text: `${mark} adds` } });
  return request;
}

async function tryCopy(tour: Tour): Promise<string> {
  const ready = await tour.press("/requests/copy", "requests/prepareCopyAction");
  return new URL(ready, tour.person.url).searchParams.get("link") ?? "";
}

async function trySignIn(tour: Tour, email: string): Promise<string> {
  await tour.press("/sign-in/again", "sign-in/againAction");
  const ask = (await tour.look("/sign-in", tour.guest)).find(({ fields }) => "who" in fields);
  const token = await foundAfter(tour.guest, { email, pattern: SIGN_IN_LINK }, () =>
    tour.guest.send("/sign-in", { ...ask?.fields, who: email }),
  );
  await tour.look("/sign-in?sent=1", tour.guest);
  await tour.look(`/sign-in/${token}`, tour.guest);
  return token;
}
