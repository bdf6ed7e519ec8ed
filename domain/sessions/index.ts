export { signInByBrand } from "./by-brand";
export * from "./catalog";
export { deviceOf, packDevice, unpackDevice } from "./device";
export { readSignInLink, signInByCode, signInByLink } from "./finish";
export { endOtherSessions, endSession, listSessions, signOut } from "./list";
export { resolveSession } from "./resolve";
export { requireRecentSignIn } from "./rules";
export { startSignIn } from "./start";
export { startStepUp, stepUpByCode } from "./step-up";
