"use server";

import { publishTerms } from "@/domain/terms";
import { VersionInput } from "@/domain/terms/catalog";
import { afterPublishing } from "@/web/desk-terms";
import { formAction } from "@/web/form-action";

export const publishAction = formAction(VersionInput, publishTerms, {
  form: "publish",
  desk: true,
  goTo: afterPublishing,
});
