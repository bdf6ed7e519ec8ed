export { decideText, listUnclearTexts, sweepTexts } from "./desk";
export { type IncomingText, receiveText } from "./receive";
