export { readChangesForYou } from "./changes";
export { readDifference } from "./compare";
export { decideTerms, listTermsRecord, noteShown } from "./decide";
export { listDeskTerms, readDeskVersion } from "./desk";
export { findingsOf } from "./findings";
export { publishFirst } from "./first";
export { publishTerms, termsContext } from "./publish";
export { listTerms, readTerms } from "./read";
export { listStandings } from "./standing";
