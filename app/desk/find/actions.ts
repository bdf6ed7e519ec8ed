"use server";

import { endOpenVisit, startVisit } from "@/domain/visits";
import { EndVisitInput, StartVisitInput } from "@/domain/visits/catalog";
import { formAction } from "@/web/form-action";
import { afterStarting, leaveVisit } from "@/web/start-visit";

export const startVisitAction = formAction(StartVisitInput, startVisit, {
  form: "find",
  desk: true,
  goTo: afterStarting,
});

export const endOpenVisitAction = formAction(EndVisitInput, (ctx) => endOpenVisit(ctx), {
  form: "end-open",
  desk: true,
  goTo: leaveVisit,
});
