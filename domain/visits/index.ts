export { openRequestInVisit, sendLink, stopMarketingInVisit, turnOffInVisit } from "./behalf";
export { noteViewed, readVisitSoFar, revealInVisit } from "./during";
export { endOpenVisit, endVisit, findOwnOpenVisit } from "./end";
export { complainAboutVisit, listVisits, readVisit, visitsBefore } from "./list";
export { listOwnVisits } from "./own";
export { sayReason } from "./reason";
export { resolveVisit } from "./resolve";
export { startVisit } from "./start";
export { makeVisitCode, readVisitWishes, setVisitWishes } from "./wishes";
