export { readAccount, setLocale } from "./account";
export { type Admission, admit } from "./admit";
export * from "./catalog";
export type { KnownKind, OpenIdLogin } from "./known";
export {
  addressStates,
  customerKeys,
  type KnownIdentifier,
  readAddresses,
  readIdentifiers,
  type SourceKey,
} from "./read";
export { type Proved, type Recognised, recognise } from "./recognise";
export { keepIdentity } from "./refresh";
export { maskIdentifier } from "./view";
