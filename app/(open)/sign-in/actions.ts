"use server";

import { startStepUp } from "@/domain/sessions";
import { formAction } from "@/web/form-action";
import * as signIn from "@/web/sign-in";

export const startAction = formAction(signIn.StartForm, signIn.beginSignIn, {
  form: "sign-in",
  open: true,
  goTo: ({ sent }, { input }) => signIn.withNext(`/sign-in?sent=${sent}`, input.next),
});

export const codeAction = formAction(signIn.CodeForm, signIn.finishByCode, {
  form: "code",
  open: true,
  goTo: signIn.afterCode("/sign-in"),
});

export const linkAction = formAction(signIn.LinkForm, signIn.finishByLink, {
  form: "link",
  open: true,
  goTo: (result) => signIn.afterProof("/sign-in")(result, { input: {} }),
});

export const againAction = formAction(signIn.AgainForm, startStepUp, {
  form: "again",
  goTo: signIn.afterAsking,
});

export const againCodeAction = formAction(signIn.CodeForm, signIn.finishAgain, {
  form: "code",
  goTo: signIn.afterCode("/sign-in/again"),
});
