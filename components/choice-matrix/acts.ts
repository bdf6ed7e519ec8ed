import type { Act } from "../page";

/** What the forms of the choices page do. */
export interface ChoiceActs {
  set: Act;
  object: Act;
  allow: Act;
  frequency: Act;
  resume: Act;
  cancel: Act;
  pauseAll: Act;
  stopAll: Act;
  resumeAll: Act;
  undo: Act;
}
