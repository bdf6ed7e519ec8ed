"use server";

import { complainAboutVisit } from "@/domain/visits";
import { ComplainAboutVisitInput } from "@/domain/visits/catalog";
import { formAction } from "@/web/form-action";
import { afterOpening } from "@/web/request-actions";

export const complainAction = formAction(ComplainAboutVisitInput, complainAboutVisit, {
  form: "visit-complaint",
  goTo: afterOpening,
});
