import * as actions from "./actions";

/** What the switches beside a point do. */
export const pointActs = {
  set: actions.setAtPointAction,
  object: actions.objectAtPointAction,
  allow: actions.allowAtPointAction,
  undo: actions.undoAtPointAction,
};
