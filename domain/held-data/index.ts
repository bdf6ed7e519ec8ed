export { cancelCorrection, confirmCorrection } from "./confirm";
export { correctItem } from "./correct";
export { findInSources } from "./find";
export type { FindResult, Found, Proof } from "./found";
export { readIdentities, refreshIdentity } from "./identities";
export { type Identity, readIdentity } from "./identity";
export { listHeldData, readHeldItem } from "./read";
export { isSourceFailure } from "./sources/failure";
export { deleteItem, notMe, stopUsing } from "./stop-using";
export { tryCustomer } from "./trial";
export type { Trial } from "./trial-run";
export {
  readWholeItem,
  readWholeRows,
  type WholeColumn,
  type WholeItem,
  type WholeValue,
} from "./whole";
