"use server";

import { decideText } from "@/domain/texts";
import { DecideTextInput } from "@/domain/texts/catalog";
import { formAction } from "@/web/form-action";

export const decideTextAction = formAction(DecideTextInput, decideText, {
  form: "text",
  desk: true,
  goTo: (_, { input }) => `/desk/texts?did=${input.is}`,
});
