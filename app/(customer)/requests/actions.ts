"use server";

import { openRequest, prepareCopy, writeToRequest } from "@/domain/requests";
import { OpenRequestInput, WriteToRequestInput } from "@/domain/requests/catalog";
import { formAction } from "@/web/form-action";
import { NoFields } from "@/web/no-fields";
import { afterOpening, afterPreparing, afterWriting } from "@/web/request-actions";

export const openRequestAction = formAction(OpenRequestInput, openRequest, {
  form: "request",
  goTo: afterOpening,
});
export const writeAction = formAction(WriteToRequestInput, writeToRequest, {
  form: "message",
  goTo: afterWriting,
});
export const prepareCopyAction = formAction(NoFields, prepareCopy, { form: "copy", goTo: afterPreparing });
