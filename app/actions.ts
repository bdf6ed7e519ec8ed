"use server";

import { SetLocaleInput } from "@/domain/customers/catalog";
import { signOut } from "@/domain/sessions";
import { chooseLanguage, keepLanguage } from "@/web/choose-language";
import { formAction } from "@/web/form-action";
import { NoFields } from "@/web/no-fields";
import { clearSessionCookie } from "@/web/session";

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
