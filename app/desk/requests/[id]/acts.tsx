import { RequestActs } from "@/components/desk/request-acts";
import type { Page } from "@/components/page";
import type { Ctx } from "@/domain/context";
import type { DeskRequestView } from "@/domain/requests/catalog";
import { type DeskRequestQuery, itemsOf, partOf } from "@/web/desk-request-page";
import { isUnfinished, readyRefusals } from "@/web/desk-requests";
import type { Flash } from "@/web/flash";
import { closeAction, moreTimeAction, refuseAction } from "../actions";

interface ActsProps {
  ctx: Ctx;
  page: Page;
  request: DeskRequestView;
  told: DeskRequestQuery;
  flash: Flash | null;
}

/** The three forms of an open request, with what was typed where one was refused. */
export function Acts({ ctx, page, request, told, flash }: ActsProps) {
  const { t } = page.words;
  const words = t("desk.request.needsWords");
  const rows = flash?.fields.includes("item1") ? t("desk.request.needsRows") : words;
  const refusing = isUnfinished(flash?.values.text ?? "") ? t("desk.request.needsFilled") : words;
  return (
    <RequestActs
      page={page}
      request={request}
      items={itemsOf(ctx)}
      refusals={{ ready: readyRefusals(ctx, page.words, request), picked: told.template }}
      forms={{
        answer: { act: closeAction, ...partOf(flash, "desk-answer", rows) },
        refuse: { act: refuseAction, ...partOf(flash, "desk-refuse", refusing) },
        more: { act: moreTimeAction, ...partOf(flash, "desk-more", words) },
      }}
    />
  );
}
