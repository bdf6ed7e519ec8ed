"use server";

import * as choices from "@/domain/choices";
import * as catalog from "@/domain/choices/catalog";
import { toChoices, toUndone } from "@/web/choices-query";
import { formAction } from "@/web/form-action";

const options = { form: "choice", goTo: toChoices, stays: true };

export const setChoiceAction = formAction(catalog.SetChoiceInput, choices.setChoice, options);
export const objectAction = formAction(catalog.CellInput, choices.objectTo, options);
export const allowAction = formAction(catalog.CellInput, choices.withdrawObjection, options);
export const setFrequencyAction = formAction(catalog.SetFrequencyInput, choices.setFrequency, options);
export const resumeAction = formAction(catalog.CellInput, choices.resumeChoice, options);
export const cancelAction = formAction(catalog.CellInput, choices.cancelPending, options);
export const pauseMarketingAction = formAction(catalog.PauseMarketingInput, choices.pauseMarketing, options);
export const stopMarketingAction = formAction(catalog.AllMarketingInput, choices.stopMarketing, options);
export const resumeMarketingAction = formAction(catalog.AllMarketingInput, choices.resumeMarketing, options);
export const undoAction = formAction(catalog.UndoActInput, choices.undoAct, {
  ...options,
  goTo: toUndone,
});
