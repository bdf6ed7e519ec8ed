"use server";

import { SetLocaleInput } from "@/domain/customers/catalog";
import { endOtherSessions, endSession } from "@/domain/sessions";
import { EndSessionInput } from "@/domain/sessions/catalog";
import { makeVisitCode, setVisitWishes } from "@/domain/visits";
import { MakeVisitCodeInput, SetVisitWishesInput } from "@/domain/visits/catalog";
import { chooseLanguage, keepLanguage } from "@/web/choose-language";
import { formAction } from "@/web/form-action";
import { NoFields } from "@/web/no-fields";
import { clearSessionCookie } from "@/web/session";
import { signOutEverywhere } from "@/web/sign-out-everywhere";
import { afterMakingCode } from "@/web/visit-code";

export const languageAction = formAction(SetLocaleInput, chooseLanguage, {
  form: "language",
  goTo: (locale) => keepLanguage(locale, "/account?done=locale"),
});

export const endSessionAction = formAction(EndSessionInput, endSession, {
  form: "session",
  goTo: () => "/account?done=session",
});

export const endOthersAction = formAction(NoFields, endOtherSessions, {
  form: "sessions",
  goTo: () => "/account?done=others",
});

export const endAllAction = formAction(NoFields, signOutEverywhere, {
  form: "sessions",
  goTo: async () => {
    await clearSessionCookie();
    return "/sign-in?bye=1";
  },
});

export const visitWishesAction = formAction(SetVisitWishesInput, setVisitWishes, {
  form: "visit-wishes",
  goTo: () => "/account?done=visits#visits",
});

export const visitCodeAction = formAction(MakeVisitCodeInput, makeVisitCode, {
  form: "visit-code",
  goTo: afterMakingCode,
});
