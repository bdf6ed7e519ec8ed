export { readHint } from "./hint";
export { type MadeLink, type MakeLinkInput, makeLink } from "./make";
export { readStop, readWhy } from "./read";
export { stopByLink, stopByOneClick, undoStop } from "./stop";
