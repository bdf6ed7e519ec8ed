export { decideText, listUnclearTexts } from "./desk";
