import { dayIn } from "@/domain/brand";
import { changed, mutate, observe } from "../access";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import type { DeskListInput, ReadRequestInput } from "./catalog";
import { about, deskView, queueOf } from "./desk-show";
import { countDesk, findDeskLine, lastWords, selectDeskClosed, selectDeskOpen } from "./desk-store";
import type { DeskRequestsView, DeskRequestView } from "./desk-view";
import { refuseOwn } from "./own-request";
import { selectRequest } from "./store";

const PAGE = 50;

/**
 * What there is to do, the earliest lawful date first, or what is closed, for a privacy officer at the desk. The
 * database itself judges whether this session may see other people's requests.
 * @throws DomainError `signed_out` or `forbidden`.
 */
export async function listRequestsAtDesk(ctx: Ctx, input: DeskListInput): Promise<DeskRequestsView> {
  const { list, page } = input;
  const today = dayIn(ctx.now, ctx.house.brand.timeZone);
  const select = list === "open" ? selectDeskOpen : selectDeskClosed;
  const found = await observe(ctx, "request.desk", async (tx) => {
    const lines = await select(tx, { limit: PAGE, offset: (page - 1) * PAGE });
    const ids = lines.map(({ id }) => id);
    return { lines, last: await lastWords(tx, ids), counts: await countDesk(tx, today) };
  });
  const requests = await queueOf(ctx, found);
  const { open, overdue, closed } = found.counts;
  const pages = Math.max(1, Math.ceil((list === "open" ? open : closed) / PAGE));
  return { list, requests, open, overdue, page, pages };
}

/**
 * One request with everything written about it, to work on it; the audit says who opened it.
 * @throws DomainError `not_found`; `forbidden` for whoever asked it themselves.
 */
export async function lookAtRequest(ctx: Ctx, input: ReadRequestInput): Promise<DeskRequestView> {
  const own = await ownerAtDesk(ctx, input.id);
  const done = await mutate(own, "request.look", async (tx) => {
    const row = await selectRequest(tx, own, { id: input.id });
    if (!row) throw new DomainError("not_found");
    await refuseOwn(tx, own);
    return changed(await deskView(tx, own, row), { request: row.id, kind: row.kind, item: row.item });
  });
  return done.value;
}

/**
 * The officer's context about the person whose request an id names.
 * @throws DomainError `not_found`, `signed_out`, `forbidden`.
 */
export async function ownerAtDesk(ctx: Ctx, id: string): Promise<Ctx> {
  const line = await observe(ctx, "request.desk", (tx) => findDeskLine(tx, id));
  if (!line) throw new DomainError("not_found");
  return about(ctx, line.customerId);
}
