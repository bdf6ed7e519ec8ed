/** The title of a use as a page shows it: no character of it turns the words around it. */
export { safeText as shownTitle } from "../held-data/safe-text";
