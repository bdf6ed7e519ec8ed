import { byId, type Item } from "@/domain/brand";
import { say } from "@/domain/brand/text";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { isSourceFailure } from "./sources/failure";

/**
 * What a person is told when their source did not do what they asked; the real reason goes to the log.
 * Other errors come back as they are.
 */
export function refusalOf(ctx: Ctx, { item, error }: { item: Item; error: unknown }): unknown {
  if (!isSourceFailure(error)) return error;
  const { brand, log } = ctx.house;
  const fields = { requestId: ctx.requestId, source: item.source, item: item.id };
  log.error("source.write_failed", { ...fields, code: error.kind, reason: error.message });
  const source = say(byId(brand.sources, item.source)?.name ?? item.source, ctx.locale, brand).text;
  switch (error.kind) {
    case "value_refused":
      return new DomainError("invalid", {
        field: item.shape === "field" ? "value" : "fields",
        item: item.id,
      });
    case "wrong_rows":
      return new DomainError("not_saved", { item: item.id });
    default:
      return new DomainError("source_unavailable", { source, item: item.id });
  }
}
