export * from "./catalog";
export { type ResolvedStaff, resolveStaff, type StaffActor } from "./resolve";
export { requireRecentSecondFactor, roleFrom } from "./rules";
export { hasSigned, readHandlingRules, requireSignedRules, signHandlingRules } from "./rules-signing";
