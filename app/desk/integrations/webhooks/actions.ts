"use server";

import { changeEndpoint, createEndpoint, deleteEndpoint, rotateSecret, tryEndpoint } from "@/domain/webhooks";
import { EndpointInput } from "@/domain/webhooks/catalog";
import { replayFromDesk } from "@/domain/webhooks/desk";
import { AddEndpointForm, ReplayForm, SwitchEndpointForm } from "@/domain/webhooks/forms";
import { formAction } from "@/web/form-action";
import { afterRemoving, afterReplay, afterSecret, afterSwitching, afterTrying } from "@/web/webhook-actions";

export const addEndpointAction = formAction(AddEndpointForm, (ctx, input) => createEndpoint(ctx, input), {
  form: "endpoint",
  desk: true,
  goTo: afterSecret,
});

export const tryEndpointAction = formAction(EndpointInput, (ctx, input) => tryEndpoint(ctx, input), {
  form: "try",
  desk: true,
  goTo: afterTrying,
});

export const replayAction = formAction(ReplayForm, replayFromDesk, {
  form: "replay",
  desk: true,
  goTo: afterReplay,
});

export const switchEndpointAction = formAction(
  SwitchEndpointForm,
  (ctx, input) => changeEndpoint(ctx, input),
  {
    form: "switch",
    desk: true,
    goTo: afterSwitching,
  },
);

export const rotateSecretAction = formAction(EndpointInput, rotateSecret, {
  form: "secret",
  desk: true,
  goTo: afterSecret,
});

export const removeEndpointAction = formAction(EndpointInput, deleteEndpoint, {
  form: "remove",
  desk: true,
  goTo: afterRemoving,
});
