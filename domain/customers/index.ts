export { readAccount, setLocale } from "./account";
export * from "./catalog";
export {
  addressStates,
  customerKeys,
  type KnownIdentifier,
  readAddresses,
  readIdentifiers,
  type SourceKey,
} from "./read";
export { refreshIdentity } from "./refresh";
