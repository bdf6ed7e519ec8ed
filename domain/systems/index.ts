export { type TellChoicesInput, tellChoices } from "./choices";
export {
  type CustomerView,
  customerOf,
  findCustomer,
  type GivenIdentifiers,
  putCustomer,
  subjectNamed,
} from "./customers";
export { MOST_USES, type TellUsesResult, type ToldUse, tellUses } from "./uses";
