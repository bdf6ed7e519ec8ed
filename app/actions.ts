"use server";

import { SetLocaleInput } from "@/domain/customers/catalog";
import { signOut } from "@/domain/sessions";
import { endVisit } from "@/domain/visits";
import { EndVisitInput } from "@/domain/visits/catalog";
import { chooseLanguage, keepLanguage } from "@/web/choose-language";
import { formAction } from "@/web/form-action";
import { NoFields } from "@/web/no-fields";
import { clearSessionCookie } from "@/web/session";
import { clearVisitCookie } from "@/web/staff-cookies";

export const signOutAction = formAction(NoFields, signOut, {
  form: "sign-out",
  goTo: async () => {
    await clearSessionCookie();
    return "/sign-in?bye=1";
  },
});

export const chooseLanguageAction = formAction(SetLocaleInput, chooseLanguage, {
  form: "language",
  open: "signed_out",
  goTo: (locale, { back }) => keepLanguage(locale, back),
});

export const endVisitAction = formAction(EndVisitInput, (ctx) => endVisit(ctx), {
  form: "end-visit",
  goTo: async () => {
    await clearVisitCookie();
    return "/desk/visit-over?how=ended";
  },
});
