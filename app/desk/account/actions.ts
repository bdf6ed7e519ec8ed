"use server";

import {
  addPasskey,
  endOtherStaffSessions,
  endStaffSession,
  keepRecoveryCodes,
  makeRecoveryCodes,
  proveNewTotp,
  removePasskey,
  startNewTotp,
} from "@/domain/staff";
import { NewPasskeyInput, OwnIdInput, TotpInput } from "@/domain/staff/catalog";
import { formAction } from "@/web/form-action";
import { NoFields } from "@/web/no-fields";

export const newTotpAction = formAction(NoFields, startNewTotp, {
  form: "totp",
  desk: true,
  goTo: () => "/desk/account/authenticator",
});

export const proveTotpAction = formAction(TotpInput, proveNewTotp, {
  form: "staff-totp",
  desk: true,
  goTo: () => "/desk/account?done=totp",
});

export const newCodesAction = formAction(NoFields, makeRecoveryCodes, {
  form: "codes",
  desk: true,
  goTo: () => "/desk/account/codes",
});

export const codesKeptAction = formAction(NoFields, keepRecoveryCodes, {
  form: "codes",
  desk: true,
  goTo: () => "/desk/account?done=codes",
});

export const addPasskeyAction = formAction(NewPasskeyInput, addPasskey, {
  form: "passkey",
  desk: true,
  goTo: () => "/desk/account?done=passkey",
});

export const removePasskeyAction = formAction(OwnIdInput, removePasskey, {
  form: "passkey",
  desk: true,
  goTo: () => "/desk/account?done=removed",
});

export const endSessionAction = formAction(OwnIdInput, endStaffSession, {
  form: "session",
  desk: true,
  goTo: () => "/desk/account?done=session",
});

export const endOthersAction = formAction(NoFields, endOtherStaffSessions, {
  form: "session",
  desk: true,
  goTo: () => "/desk/account?done=others",
});
