"use server";

import { confirmChoice } from "@/domain/choices";
import { ConfirmChoiceInput } from "@/domain/choices/catalog";
import { afterConfirming } from "@/web/choices-query";
import { formAction } from "@/web/form-action";

export const confirmAction = formAction(ConfirmChoiceInput, confirmChoice, {
  form: "confirm",
  open: true,
  goTo: afterConfirming,
});
