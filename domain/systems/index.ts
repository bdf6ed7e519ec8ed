export { type TellChoicesInput, tellChoices } from "./choices";
export { MOST_USES, type TellUsesResult, type ToldUse, tellUses } from "./uses";
