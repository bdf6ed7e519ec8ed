export { keepTermsInForce } from "./keep";
export { publishable } from "./publishable";
export { listTerms, readTerms } from "./read";
