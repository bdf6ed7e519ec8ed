import { changed, mutate } from "../access";
import { listActivity } from "../activity";
import { listChoices, setChoice, undoAct } from "../choices";
import type { Ctx } from "../context";
import { readAccount, setLocale } from "../customers";
import { isDomainError } from "../errors";
import { listHeldData, readHeldItem } from "../held-data";
import { type Act, policy } from "../policy";
import { listRequests, openRequest, prepareCopy, writeToRequest } from "../requests";
import { listSessions } from "../sessions";
import { readHandlingRules } from "../staff";
import * as visits from "./index";
import { searchFor } from "./testing";
import type { Scene } from "./testing-acts";

/** Acts that an end of the scene comes with, tried last. */
const LAST: readonly Act[] = ["choice.lower", "choice.undo", "session.end", "visit.start", "visit.end"];

export const ACTS = (Object.keys(policy) as Act[]).sort().sort((a, b) => LAST.indexOf(a) - LAST.indexOf(b));

const none = undefined;

/** The verb of an act. False: it was answered, and nothing was done. An act without a line is tried at its door. */
const VERBS: Partial<Record<Act, (ctx: Ctx, at: Scene) => Promise<unknown>>> = {
  "account.read": readAccount,
  "account.set_locale": (ctx) => setLocale(ctx, { locale: "de" }),
  "activity.read": (ctx) => listActivity(ctx, {}),
  "choice.read": (ctx) => listChoices(ctx),
  "choice.set": (ctx) => setChoice(ctx, { purpose: "offers", channel: "sms", to: "on" }),
  "choice.lower": (ctx) =>
    visits.turnOffInVisit(ctx, {
      purpose: "offers",
      channel: "email",
      asked: "phone",
      words: "Off.",
      seen: none,
    }),
  "choice.undo": (ctx, { target }) => undoAct(ctx, { act: target.act }),
  "copy.prepare": (ctx) => prepareCopy(ctx),
  "held_data.read": listHeldData,
  "held_data.reveal": async (ctx) =>
    (await readHeldItem(ctx, { item: "phone", reveal: "item" })).kind === "field",
  "request.open": (ctx) => openRequest(ctx, { kind: "object", item: none, text: none }),
  "request.read": async (ctx, { target }) =>
    (await listRequests(ctx)).open.some(({ id }) => id === target.request),
  "request.write": (ctx, { target }) => writeToRequest(ctx, { id: target.request, text: "More." }),
  "rules.read": readHandlingRules,
  "session.read": listSessions,
  "visit.complain": (ctx, { past }) => visits.complainAboutVisit(ctx, { visit: past, words: "Not me." }),
  "visit.end": visits.endVisit,
  "visit.link": (ctx) => visits.sendLink(ctx, { kind: "terms", purpose: none, channel: none }),
  "visit.list": visits.listVisits,
  "visit.own": visits.listOwnVisits,
  "visit.reveal": (ctx) => visits.revealInVisit(ctx, { item: "phone", record: none, reason: "To check." }),
  "visit.start": async (ctx, { target }) =>
    (await visits.startVisit({ ...ctx, subject: null }, searchFor(target.email))).outcome === "started",
  "visit.view": (ctx) => visits.noteViewed(ctx, { page: "/data", items: ["phone"] }),
  "visit.wish": (ctx) => visits.setVisitWishes(ctx, { refuse: none, tell: "daily" }),
};

/** Where an act has no verb of its own here: the door that all writing goes through. */
const atTheDoor = (act: Act) => (ctx: Ctx) => mutate(ctx, act, async () => changed(null, { tried: true }));

const REFUSALS: readonly string[] = ["forbidden", "signed_out", "expired", "step_up_required"];

/** Tries one act: y when it was done, - when it was refused. @throws anything that is no refusal. */
export async function tryVerb(act: Act, ctx: Ctx, at: Scene): Promise<"y" | "-"> {
  const verb = VERBS[act] ?? atTheDoor(act);
  try {
    return (await verb(ctx, at)) === false ? "-" : "y";
  } catch (error) {
    if (isDomainError(error) && REFUSALS.includes(error.code)) return "-";
    throw new Error(
      `${act}: ${isDomainError(error) ? `${error.code} ${JSON.stringify(error.params)}` : String(error)}`,
    );
  }
}
