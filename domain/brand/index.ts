export type * from "./brand";
export { byId } from "./brand";
export type * from "./brand-items";
export type * from "./brand-sources";
export type * from "./brand-terms";
export { DEFAULT_THEME, isLocked } from "./defaults";
export {
  addDuration,
  addToDay,
  type DurationText,
  dayIn,
  isDuration,
  milliseconds,
  subtractDuration,
} from "./duration";
export { type Loaded, loadBrand, mustLoadBrand } from "./load";
export { formatProblem, type Problem } from "./problem";
export { canonicalLocale, type Locales, matchLocale, type Said, say, type Text } from "./text";
