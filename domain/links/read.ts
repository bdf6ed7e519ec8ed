import { type Brand, byId, type Purpose, say } from "@/domain/brand";
import { observe } from "../access";
import { type ByLink, readActByLink, readAllowed, readByLink } from "../choices";
import type { Ctx } from "../context";
import { subjectIds } from "../context";
import { readAddresses } from "../customers";
import { isDomainError } from "../errors";
import { readUses } from "../uses";
import type { DoneView, LinkCellView, StillView, StopView, WhyView } from "./catalog";
import { type Holder, openLink } from "./holder";
import { selectUse } from "./store";

const OVER = { state: "over" } as const;

/**
 * What the page of a stop link shows; nothing is changed by reading, so a mail scanner may open it. `undo` is the
 * secret that the page's own form was answered with.
 */
export async function readStop(
  ctx: Ctx,
  input: { secret: string; undo?: string | undefined },
): Promise<StopView> {
  const holder = await openLink(ctx, { secret: input.secret, scopes: ["stop", "why"] });
  const drawn = holder && (await draw(holder));
  if (!drawn) return OVER;
  const { purpose, channel, address, use, cell } = drawn;
  const done = input.undo ? await readDone(holder, input.undo) : null;
  return {
    state: "open",
    purpose: drawn.say(purpose.name),
    channel,
    address,
    title: use?.title ?? null,
    cell,
    done,
  };
}

/** What "Why did I get this?" shows: names, never values. Reading changes nothing. */
export async function readWhy(ctx: Ctx, input: { secret: string }): Promise<WhyView> {
  const holder = await openLink(ctx, { secret: input.secret, scopes: ["why"] });
  const drawn = holder && (await draw(holder));
  if (!drawn) return OVER;
  const { purpose, channel, address, use, cell } = drawn;
  const { items } = ctx.house.brand;
  // A choice made since is not what allowed it. Where no use is named, the link was made for the message.
  const allowed = await readAllowed(holder.ctx, holder.link, use?.at ?? holder.link.createdAt);
  const named = items.filter(({ id, purposes }) =>
    use ? use.items.includes(id) : purposes.includes(purpose.id),
  );
  return {
    ...{ state: "open", channel, address, cell, allowed },
    purpose: drawn.say(purpose.name),
    why: drawn.say(purpose.why),
    benefit: drawn.say(purpose.benefit),
    interest: purpose.interest === undefined ? null : drawn.say(purpose.interest),
    use: use && { title: use.title, at: use.at, system: use.system },
    items: named.map(({ name }) => drawn.say(name)),
  };
}

async function draw({ ctx, link }: Holder) {
  const { brand } = ctx.house;
  const purpose = byId(brand.purposes, link.purpose);
  const by = purpose && (await readOrGone(ctx, link));
  if (!purpose || !by) return null;
  const channel = byId(brand.channels, link.channel);
  const { use, count, address } = await observe(ctx, "use.read", async (tx) => {
    // The link knows one record of a person, and shows no address of another.
    const own = { ...ctx, subject: { id: link.customerId, linked: [] } };
    const addresses = await readAddresses(tx, own);
    return {
      use: link.useId ? await selectUse(tx, { customerIds: subjectIds(ctx.subject), id: link.useId }) : null,
      count: (await readUses(tx, ctx)).get(purpose.id)?.byChannel.find((one) => one.channel === link.channel)
        ?.count,
      address: addresses.find(({ kind }) => kind === channel?.address)?.masked ?? null,
    };
  });
  const cell = toCell({ brand, locale: ctx.locale }, { by, count: count ?? 0 });
  return {
    ...{ purpose, use, address, cell },
    channel: channel ? say(channel.name, ctx.locale, brand) : null,
    say: (text: Purpose["name"]) => say(text, ctx.locale, brand),
  };
}

/** A purpose or channel that the brand gave up makes its links old. */
async function readOrGone(ctx: Ctx, target: { purpose: string; channel: string }): Promise<ByLink | null> {
  try {
    return await readByLink(ctx, target);
  } catch (error) {
    if (isDomainError(error, "gone")) return null;
    throw error;
  }
}

function toCell(
  { brand, locale }: { brand: Brand; locale: string },
  { by, count }: { by: ByLink; count: number },
): LinkCellView {
  const { stands, marketing } = by;
  const purposes = [...new Set(marketing.map((one) => one.purpose))];
  const channels = brand.channels.filter(({ id }) => marketing.some((one) => one.channel === id));
  return {
    kind: stands.kind,
    on: stands.chosen || stands.waiting,
    stops: by.stops,
    basis: by.cell.purpose.basis,
    pausedUntil: stands.pausedUntil,
    monthly: by.monthly,
    pauseUntil: by.pauseUntil,
    last: by.decided,
    count,
    marketing:
      marketing.length === 0
        ? null
        : {
            purposes: purposes.map(({ name }) => say(name, locale, brand)),
            channels: channels.map(({ name }) => say(name, locale, brand)),
          },
    still: stillOf({ brand, locale }, by),
  };
}

/** What comes whatever is pressed, and what the person switched on besides. */
function stillOf({ brand, locale }: { brand: Brand; locale: string }, { others }: ByLink): StillView[] {
  return others
    .filter(({ stands }) => stands.stop !== "stopped" && (stands.locked || stands.on))
    .toSorted((a, b) => Number(b.stands.locked) - Number(a.stands.locked))
    .map(({ cell, stands }) => ({
      name: say(cell.purpose.name, locale, brand),
      because: stands.kind === "switch" ? "chosen" : cell.purpose.basis,
    }));
}

async function readDone({ ctx }: Holder, secret: string): Promise<DoneView | null> {
  const back = await openLink(ctx, { secret, scopes: ["undo"] });
  const act = back?.link.undoesAct;
  if (!act || back.ctx.subject?.id !== ctx.subject?.id) return null;
  const { changes, open, obeyed } = await readActByLink(back.ctx, act);
  const [first] = changes;
  return first ? { changes, at: first.at, undo: open ? secret : null, obeyed } : null;
}
