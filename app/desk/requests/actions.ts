"use server";

import { DeskAnswerInput, DeskTextInput } from "@/domain/requests/catalog";
import { afterDesk, closeAtDesk, refuseAtDesk, takeMoreTimeAtDesk, writeAtDesk } from "@/web/desk-requests";
import { formAction } from "@/web/form-action";

export const writeAction = formAction(DeskTextInput, writeAtDesk, {
  form: "desk-message",
  desk: true,
  goTo: afterDesk("question"),
});
export const closeAction = formAction(DeskAnswerInput, closeAtDesk, {
  form: "desk-answer",
  desk: true,
  goTo: afterDesk("done"),
});
export const refuseAction = formAction(DeskTextInput, refuseAtDesk, {
  form: "desk-refuse",
  desk: true,
  goTo: afterDesk("refused"),
});
export const moreTimeAction = formAction(DeskTextInput, takeMoreTimeAtDesk, {
  form: "desk-more",
  desk: true,
  goTo: afterDesk("more_time"),
});
