"use server";

import { formAction } from "@/web/form-action";
import { NoFields } from "@/web/no-fields";
import { leaveVisit } from "@/web/start-visit";

export const leaveVisitAction = formAction(NoFields, async () => null, {
  form: "leave-visit",
  desk: true,
  open: true,
  goTo: leaveVisit,
});
