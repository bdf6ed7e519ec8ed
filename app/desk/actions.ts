"use server";

import { SetLocaleInput } from "@/domain/customers/catalog";
import { chooseLanguage, keepLanguage } from "@/web/choose-language";
import { formAction } from "@/web/form-action";
import { NoFields } from "@/web/no-fields";
import { signOutOfDesk } from "@/web/sign-out-of-desk";
import { clearStaffCookie } from "@/web/staff-cookies";

export const signOutStaffAction = formAction(NoFields, signOutOfDesk, {
  form: "sign-out",
  desk: true,
  goTo: async () => {
    await clearStaffCookie();
    return "/desk/sign-in?bye=1";
  },
});

export const chooseDeskLanguageAction = formAction(SetLocaleInput, chooseLanguage, {
  form: "language",
  desk: true,
  open: "signed_out",
  goTo: (locale, { back }) => keepLanguage(locale, back),
});
