export {
  endOtherStaffSessions,
  endStaffSession,
  readStaffAccount,
  signOutStaff,
} from "./account";
export { againByPasskey, againByRecovery, againByTotp, readAgain } from "./again";
export { againByOpenId, signInStaffByOpenId } from "./by-open-id";
export * from "./catalog";
export { finishEnrolment, proveFirstTotp } from "./enrol";
export { passFirstStep, readStaffSignIn } from "./first";
export {
  keepRecoveryCodes,
  makeRecoveryCodes,
  proveNewTotp,
  readOwnSetup,
  startNewTotp,
} from "./own-factors";
export { addPasskey, newPasskeyQuestion, removePasskey } from "./own-passkeys";
export { type Added, addStaff, disableStaff, isStaffAddress, listStaff, staffNames } from "./people";
export { resolveStaff, type StaffActor } from "./resolve";
export { requireRecentSecondFactor } from "./rules";
export { hasSigned, readHandlingRules, requireSignedRules, signHandlingRules } from "./rules-signing";
export { signInByPasskey, signInByRecovery, signInByTotp } from "./second";
export { startStaffSignIn } from "./start";
