export { type Publishable, publishable } from "./publishable";
export { listTerms, readTerms } from "./read";
