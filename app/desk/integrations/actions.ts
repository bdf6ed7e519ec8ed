"use server";

import { createApiKey, revokeApiKey, rotateApiKey } from "@/domain/api-keys";
import { CreateApiKeyForm, RevokeApiKeyInput, RotateApiKeyForm } from "@/domain/api-keys/catalog";
import { formAction } from "@/web/form-action";
import { afterMaking, afterRevoking } from "@/web/key-actions";

export const createKeyAction = formAction(CreateApiKeyForm, createApiKey, {
  form: "key",
  desk: true,
  goTo: afterMaking,
});

export const rotateKeyAction = formAction(RotateApiKeyForm, rotateApiKey, {
  form: "rotate",
  desk: true,
  goTo: afterMaking,
});

export const revokeKeyAction = formAction(RevokeApiKeyInput, revokeApiKey, {
  form: "revoke",
  desk: true,
  goTo: afterRevoking,
});
