export * from "./catalog";
export { endOtherSessions, endSession, listSessions, signOut } from "./list";
export { type Resolved, resolveSession } from "./resolve";
export { requireRecentSignIn, startStepUp, stepUpByCode } from "./step-up";
