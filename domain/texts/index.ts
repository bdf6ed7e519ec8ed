export { decideText, listUnclearTexts } from "./desk";
export { hasStopped } from "./has-stopped";
