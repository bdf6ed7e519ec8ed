"use server";

import * as held from "@/domain/held-data";
import * as catalog from "@/domain/held-data/catalog";
import { formAction } from "@/web/form-action";
import * as query from "@/web/held-query";

export const correctAction = formAction(catalog.CorrectItemInput, held.correctItem, {
  form: "correct",
  goTo: query.afterCorrection,
  stays: true,
});

export const confirmAction = formAction(catalog.ConfirmCorrectionInput, held.confirmCorrection, {
  form: "confirm-correction",
  goTo: query.afterCorrection,
  stays: true,
});

export const cancelAction = formAction(catalog.CancelCorrectionInput, held.cancelCorrection, {
  form: "cancel-correction",
  goTo: (_, { back }) => back,
  stays: true,
});

export const stopUsingAction = formAction(catalog.StopUsingInput, held.stopUsing, {
  form: "stop-using",
  goTo: query.afterStop,
  stays: true,
});

export const notMeAction = formAction(catalog.NotMeInput, held.notMe, {
  form: "not-me",
  goTo: query.afterNotMe,
  stays: true,
});

export const deleteAction = formAction(catalog.DeleteItemInput, held.deleteItem, {
  form: "delete",
  goTo: query.afterFiling,
  stays: true,
});

export const revealAction = formAction(catalog.ReadHeldItemInput, query.toBeRevealed, {
  form: "reveal",
  goTo: query.keepReveal,
  stays: true,
});
