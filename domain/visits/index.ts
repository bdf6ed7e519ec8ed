export { noteViewed, readVisitSoFar, revealInVisit } from "./during";
export { endOpenVisit, endVisit, findOwnOpenVisit } from "./end";
export { type ResolvedVisit, resolveVisit } from "./resolve";
