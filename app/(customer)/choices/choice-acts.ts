import * as actions from "./actions";

/** What the customer's own forms of the page do. */
export const choiceActs = {
  set: actions.setChoiceAction,
  object: actions.objectAction,
  allow: actions.allowAction,
  frequency: actions.setFrequencyAction,
  resume: actions.resumeAction,
  cancel: actions.cancelAction,
  pauseAll: actions.pauseMarketingAction,
  stopAll: actions.stopMarketingAction,
  resumeAll: actions.resumeMarketingAction,
  undo: actions.undoAction,
};
