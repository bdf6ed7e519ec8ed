export { publishable } from "./publishable";
export { listTerms, readTerms } from "./read";
