import { byId, type Channel, type Purpose } from "@/domain/brand";
import { changed, mutate } from "../access";
import { cellKind } from "../choices";
import type { Ctx } from "../context";
import { readAddresses } from "../customers";
import { DomainError } from "../errors";
import { canText } from "../messages";
import { newId } from "../random";
import { customerOf } from "../systems";
import { LINK_DAYS, type LinkKind } from "./catalog";
import { sealHint } from "./hint";
import { linkHash, newSecret } from "./holder";
import { insertLink, selectUse } from "./store";

type CustomerReference = Parameters<typeof customerOf>[1];

/** What a system asks a link for. */
export interface MakeLinkInput {
  customer: CustomerReference;
  kind: LinkKind;
  purpose?: string | undefined;
  channel?: string | undefined;
  /** Id of the use that the link stands in. */
  use?: string | undefined;
}

export interface MadeLink {
  url: string;
  /** Of a stop link by email: the two of RFC 8058. */
  headers?: Readonly<Record<string, string>>;
}

/**
 * Makes a link for a message's footer. It can lower what it names and nothing else, and works for 400 days.
 * @throws DomainError `invalid` (with `pointer`), `not_offered`, `not_found`, `forbidden`.
 */
export async function makeLink(ctx: Ctx, input: MakeLinkInput): Promise<MadeLink> {
  const subject = await customerOf(ctx, input.customer);
  const about = { ...ctx, subject };
  return input.kind === "dashboard" ? makeDashboard(about) : makeToken(about, input);
}

async function makeDashboard(ctx: Ctx): Promise<MadeLink> {
  const { house } = ctx;
  const { value } = await mutate(ctx, "link.make", async (tx) => {
    const addresses = await readAddresses(tx, ctx);
    const masked = (kind: string) => addresses.find((one) => one.kind === kind)?.masked ?? null;
    const hint = masked("email") ?? (canText(house) ? masked("phone") : null);
    const query = new URLSearchParams({ next: "/", ...(hint ? { for: sealHint(house, hint) } : {}) });
    const made: MadeLink = { url: `${house.settings.publicUrl}/sign-in?${query}` };
    return changed(made, { kind: "dashboard" });
  });
  return value;
}

async function makeToken(ctx: Ctx, input: MakeLinkInput): Promise<MadeLink> {
  const { house } = ctx;
  const { id = "", linked = [] } = ctx.subject ?? {};
  const kind = input.kind === "why" ? "why" : "stop";
  const { value } = await mutate(ctx, "link.make", async (tx) => {
    const use = input.use ? await selectUse(tx, { customerIds: [id, ...linked], id: input.use }) : null;
    if (input.use && !use) throw invalid("/use", "no use of this customer");
    if (use && input.purpose !== undefined && input.purpose !== use.purpose)
      throw invalid("/purpose", "the use is of another purpose");
    if (use && input.channel !== undefined && input.channel !== use.channel)
      throw invalid("/channel", "the use went through another channel");
    const named = cellNamed(ctx, {
      purpose: use?.purpose ?? input.purpose,
      channel: use?.channel ?? input.channel ?? "",
    });
    const secret = newSecret();
    const target = { purpose: named.purpose.id, channel: named.channel?.id ?? "" };
    await insertLink(tx, {
      ...{ customerId: id, id: newId(), hash: linkHash(house, secret), scope: kind, ...target },
      useId: input.use ?? null,
      expiresAt: new Date(ctx.now.getTime() + LINK_DAYS * 86_400_000),
    });
    const url = `${house.settings.publicUrl}/${kind}/${secret}`;
    const made = kind === "stop" && isByEmail(named) ? { url, headers: headersOf(url) } : { url };
    return changed<MadeLink>(made, { kind, ...target });
  });
  return value;
}

interface Named {
  purpose: Purpose;
  channel: Channel | null;
}

/** The purpose and channel that a link is about, where the brand has them. */
function cellNamed(
  ctx: Ctx,
  { purpose: id, channel }: { purpose: string | undefined; channel: string },
): Named {
  if (id === undefined) throw invalid("/purpose", "a link is about a purpose, or about a use");
  const { brand } = ctx.house;
  const purpose = byId(brand.purposes, id);
  if (!purpose) throw new DomainError("not_offered", { purpose: id });
  if (cellKind(purpose, channel) === "not_offered")
    throw new DomainError("not_offered", { purpose: id, channel });
  return { purpose, channel: byId(brand.channels, channel) ?? null };
}

/** A purpose that cannot be stopped gets no headers: a mail program's button would promise what is not so. */
const isByEmail = ({ purpose, channel }: Named): boolean =>
  channel?.address === "email" && cellKind(purpose, channel.id) !== "locked";

/** RFC 8058: one https address in angle brackets, on one line, so that nothing folds inside of it. */
const headersOf = (url: string) => ({
  "List-Unsubscribe": `<${url}>`,
  "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
});

const invalid = (pointer: string, detail: string) => new DomainError("invalid", { pointer, detail });
