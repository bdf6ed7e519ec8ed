import { findCell } from "@/components/choice-matrix/in-visit";
import type { Page } from "@/components/page";
import { SendLink } from "@/components/visit/send-link";
import { WhatTheySee } from "@/components/visit/what-they-see";
import type { ChoicesView } from "@/domain/choices/catalog";
import type { Ctx } from "@/domain/context";
import { readVisitSoFar, sayReason } from "@/domain/visits";
import { VISIT_MINUTES } from "@/domain/visits/catalog";
import { cellName } from "@/web/i18n";
import { visitOf } from "@/web/visit-query";
import { sendLinkAction } from "../actions";

interface VisitSideProps {
  ctx: Ctx;
  page: Page;
  view: ChoicesView;
  /** The cell that a link would be sent for. */
  link: string | undefined;
}

/** Beside the choices in a visit: what the customer will read of it, and a link for what staff may not do. */
export async function VisitSide({ ctx, page, view, link }: VisitSideProps) {
  const visit = visitOf(ctx);
  if (!visit) return null;
  const found = findCell(view, link ?? null);
  const cell = found && {
    purpose: found.row.purpose,
    channel: found.cell.channel,
    name: cellName(page.words, found.row.name, found.cell.channelName),
  };
  return (
    <aside className="visit-side">
      <WhatTheySee
        page={page}
        staff={visit.shownName}
        reason={sayReason(ctx.house.brand, visit.reason, ctx.locale).text}
        startedAt={visit.startedAt}
        minutes={VISIT_MINUTES}
        withCode={visit.withCode}
        soFar={await readVisitSoFar(ctx)}
      />
      <SendLink page={page} send={sendLinkAction} kind="choice" cell={cell} />
    </aside>
  );
}
