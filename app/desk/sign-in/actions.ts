"use server";

import { formAction } from "@/web/form-action";
import * as signIn from "@/web/staff-sign-in";

export const startAction = formAction(signIn.StaffStartForm, signIn.beginStaffSignIn, {
  form: "staff-start",
  open: true,
  desk: true,
  goTo: (_, { input }) => signIn.withDeskNext("/desk/sign-in?sent=1", input.next),
});

export const firstAction = formAction(signIn.FirstStepForm, signIn.firstStep, {
  form: "staff-code",
  open: true,
  desk: true,
  goTo: signIn.afterStep("/desk/sign-in?sent=1"),
});

export const totpAction = formAction(signIn.TotpForm, signIn.secondByTotp, {
  form: "staff-totp",
  open: true,
  desk: true,
  goTo: signIn.afterStep("/desk/sign-in/second"),
});

export const passkeyAction = formAction(signIn.PasskeyForm, signIn.secondByPasskey, {
  form: "staff-passkey",
  open: true,
  desk: true,
  goTo: signIn.afterStep("/desk/sign-in/second"),
});

export const recoveryAction = formAction(signIn.RecoveryForm, signIn.secondByRecovery, {
  form: "staff-recovery",
  open: true,
  desk: true,
  goTo: signIn.afterStep("/desk/sign-in/second"),
});

export const enrolAction = formAction(signIn.TotpForm, signIn.enrolByTotp, {
  form: "staff-totp",
  open: true,
  desk: true,
  goTo: signIn.afterStep("/desk/sign-in/second"),
});

export const keptAction = formAction(signIn.KeptForm, signIn.codesKept, {
  form: "staff-kept",
  open: true,
  desk: true,
  goTo: signIn.afterStep("/desk/sign-in"),
});

export const againTotpAction = formAction(signIn.TotpForm, signIn.againByTotp, {
  form: "staff-totp",
  desk: true,
  goTo: signIn.afterStep("/desk/sign-in/again"),
});

export const againPasskeyAction = formAction(signIn.PasskeyForm, signIn.againByPasskey, {
  form: "staff-passkey",
  desk: true,
  goTo: signIn.afterStep("/desk/sign-in/again"),
});

export const againRecoveryAction = formAction(signIn.RecoveryForm, signIn.againByRecovery, {
  form: "staff-recovery",
  desk: true,
  goTo: signIn.afterStep("/desk/sign-in/again"),
});
