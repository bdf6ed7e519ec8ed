"use server";

import { signHandlingRules } from "@/domain/staff";
import { SignHandlingRulesInput } from "@/domain/staff/catalog";
import { formAction } from "@/web/form-action";

export const signRulesAction = formAction(SignHandlingRulesInput, signHandlingRules, {
  form: "rules",
  desk: true,
  goTo: () => "/desk/rules?signed=1",
});
