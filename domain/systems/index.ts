export { tellChoices } from "./choices";
export {
  type CustomerView,
  customerOf,
  findCustomer,
  putCustomer,
  subjectNamed,
} from "./customers";
export { MOST_USES, type TellUsesResult, type ToldUse, tellUses } from "./uses";
export { meetAll, nameOf } from "./who";
