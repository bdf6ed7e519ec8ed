export { decideText, listUnclearTexts } from "./desk";
export { type IncomingText, receiveText } from "./receive";
