"use server";

import * as visits from "@/domain/visits";
import * as catalog from "@/domain/visits/catalog";
import { formAction } from "@/web/form-action";
import * as after from "@/web/visit-query";

export const revealInVisitAction = formAction(catalog.RevealInput, visits.revealInVisit, {
  form: "reveal-in-visit",
  goTo: after.afterReveal,
  stays: true,
});

export const turnOffInVisitAction = formAction(catalog.TurnOffInVisitInput, visits.turnOffInVisit, {
  form: "turn-off",
  goTo: after.afterTurningOff,
});

export const stopMarketingInVisitAction = formAction(
  catalog.StopMarketingInVisitInput,
  visits.stopMarketingInVisit,
  { form: "turn-off", goTo: after.afterTurningOff },
);

export const sendLinkAction = formAction(catalog.SendLinkInput, visits.sendLink, {
  form: "send-link",
  goTo: after.afterSendingLink,
});
