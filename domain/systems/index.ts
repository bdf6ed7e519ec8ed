export { type TellChoicesInput, tellChoices } from "./choices";
