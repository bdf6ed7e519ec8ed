import { changed, mutate, unchanged } from "../access";
import type { Ctx } from "../context";
import { customerSealer } from "../customers/keys";
import { DomainError } from "../errors";
import { newId } from "../random";
import type { WriteToRequestInput } from "./catalog";
import { tellWritten } from "./notify";
import { insertMessage, selectMessages, selectRequest } from "./store";

const MAX_MESSAGES = 200;

/**
 * Adds what the person writes about one of their requests and mails the privacy officer. The same words as
 * the last message, sent again, add nothing.
 * @throws DomainError `not_found`; `not_offered` for a copy, which nobody works on; `rate_limited`.
 */
export async function writeToRequest(ctx: Ctx, input: WriteToRequestInput): Promise<{ changed: boolean }> {
  const done = await mutate(ctx, "request.write", async (tx) => {
    const row = await selectRequest(tx, ctx, { id: input.id, lock: true });
    if (!row) throw new DomainError("not_found");
    if (row.kind === "copy") throw new DomainError("not_offered");
    const sealer = await customerSealer(tx, ctx.house.keys, row.customerId);
    const before = await selectMessages(tx, row);
    const last = before.at(-1);
    const again = last?.author === "customer" && sealer.open("request_messages.text", last.textSealed);
    if (again === input.text) return unchanged(null);
    if (before.length >= MAX_MESSAGES) throw new DomainError("rate_limited", { messages: before.length });
    await insertMessage(tx, {
      ...{ customerId: row.customerId, id: newId(), requestId: row.id, author: "customer", at: ctx.now },
      textSealed: sealer.seal("request_messages.text", input.text),
    });
    await tellWritten(tx, ctx, row);
    return changed(null, { request: row.id, kind: row.kind, item: row.item });
  });
  return { changed: done.changed };
}
