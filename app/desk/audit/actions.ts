"use server";

import { nameSearch, verifyFromDesk } from "@/domain/audit";
import { SearchAuditInput, VerifyLedgerInput } from "@/domain/audit/catalog";
import { afterNaming, afterVerifying } from "@/web/audit-query";
import { formAction } from "@/web/form-action";

export const searchAction = formAction(SearchAuditInput, nameSearch, {
  form: "audit",
  desk: true,
  goTo: afterNaming,
});

export const verifyAction = formAction(VerifyLedgerInput, verifyFromDesk, {
  form: "verify",
  desk: true,
  goTo: afterVerifying,
});
