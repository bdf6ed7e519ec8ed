export { readAccount, setLocale } from "./account";
export { admit, RecognisedAnew } from "./admit";
export * from "./catalog";
export { fillIdentifiers } from "./fill";
export { type KnownKind, knownFrom, linkLookup, lookupOf } from "./known";
export { knownBy, wholePerson } from "./known-by";
export { customersNamed } from "./named";
export { admitNewcomer, type Newcomer } from "./newcomer";
export {
  customerKeys,
  type KnownIdentifier,
  readAddresses,
  readIdentifiers,
  type SourceKey,
} from "./read";
export { type Proved, type Recognised, recognise } from "./recognise";
export { type CustomerReference, identifierOf, referenceLookup } from "./reference";
export { keepIdentity, proveAddress } from "./refresh";
export { identifierOwners, listIdentifiers, listJoins, seeingToo } from "./store";
export { maskIdentifier } from "./view";
