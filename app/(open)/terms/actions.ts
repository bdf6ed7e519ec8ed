"use server";

import * as choices from "@/domain/choices";
import * as catalog from "@/domain/choices/catalog";
import { decideTerms } from "@/domain/terms";
import { DecideTermsInput } from "@/domain/terms/catalog";
import { formAction } from "@/web/form-action";
import { toAnswer, toPoint } from "@/web/terms-query";

const beside = { form: "point", goTo: toPoint, stays: true };

export const setAtPointAction = formAction(catalog.SetChoiceInput, choices.setChoice, beside);
export const objectAtPointAction = formAction(catalog.CellInput, choices.objectTo, beside);
export const allowAtPointAction = formAction(catalog.CellInput, choices.withdrawObjection, beside);
export const undoAtPointAction = formAction(catalog.UndoActInput, choices.undoAct, beside);
export const decideAction = formAction(DecideTermsInput, decideTerms, { form: "agree", goTo: toAnswer });
