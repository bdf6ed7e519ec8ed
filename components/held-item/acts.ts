import type { Act } from "../page";

/** What the forms of a held item do. */
export interface HeldActs {
  correct: Act;
  confirm: Act;
  cancel: Act;
  stopUsing: Act;
  notMe: Act;
  remove: Act;
  reveal: Act;
}
