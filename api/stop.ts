import { z } from "zod";
import { databaseTime } from "@/domain/clock";
import type { Ctx } from "@/domain/context";
import { isDomainError } from "@/domain/errors";
import type { House } from "@/domain/house";
import { stopByLink, stopByOneClick, undoStop } from "@/domain/links";
import { LinkSecret, STOP_ACTS } from "@/domain/links/catalog";
import { askFreshLink } from "./fresh-link";
import type { OpenAnswer, OpenCall, OpenRoute } from "./open-route";
import { postedFields } from "./posted-form";

/** What the page's forms send. `locale`: the language in which the page was read. */
const PageForm = z.discriminatedUnion("act", [
  z.strictObject({ act: z.enum(STOP_ACTS), locale: z.string().max(35) }),
  z.strictObject({ act: z.literal("undo"), undo: LinkSecret, locale: z.string().max(35) }),
  z.strictObject({
    act: z.literal("fresh"),
    who: z.string().trim().min(1).max(254),
    locale: z.string().max(35),
  }),
  z.strictObject({ act: z.literal("language"), locale: z.string().max(35), at: z.enum(["stop", "why"]) }),
]);
type PageForm = z.infer<typeof PageForm>;

const ONE_CLICK = "List-Unsubscribe";
const YEAR = 365 * 24 * 3_600;

/**
 * POST of a stop link: a mail program's one click (RFC 8058), or a form of the page. The link is the capability, so
 * neither cookie nor origin is asked for; it only ever lowers.
 */
export const stopRoute: OpenRoute = {
  method: "POST",
  path: "/stop/:token",
  async handler(call) {
    const fields = await postedFields(call);
    if (fields === null) return plain(400, "Nothing was changed. This was not one of our forms.");
    if (isOneClick(fields)) return oneClick(call);
    const form = PageForm.safeParse(Object.fromEntries(fields));
    if (!form.success) return plain(400, "Nothing was changed. Open the link again and use its buttons.");
    return answerForm(call, form.data);
  },
};

const isOneClick = (fields: ReadonlyMap<string, string>): boolean =>
  fields.size === 1 && fields.get(ONE_CLICK)?.trim() === "One-Click";

async function oneClick(call: OpenCall): Promise<OpenAnswer> {
  try {
    const press = { secret: call.params.token ?? "", network: call.client };
    const { locked } = await stopByOneClick(await contextOf(call), press);
    // One click is always answered 200; that nothing was stopped is in the words.
    return locked ? plain(200, "Nothing was stopped. This always comes.") : plain(200, "Stopped.");
  } catch (error) {
    if (isDomainError(error, "rate_limited")) return TOO_MANY;
    if (!isDomainError(error, "gone")) throw error;
    return (await call.isTooMany()) ? TOO_MANY : plain(404, "This link does not work.");
  }
}

async function answerForm(call: OpenCall, form: PageForm): Promise<OpenAnswer> {
  const ctx = await contextOf(call, form.locale);
  const secret = call.params.token ?? "";
  const page = `/stop/${encodeURIComponent(secret)}`;
  if (form.act === "language") {
    const at = `/${form.at}/${encodeURIComponent(secret)}`;
    return seeOther(at, { "set-cookie": languageCookie(ctx) });
  }
  if (form.act === "fresh") return askFreshLink(ctx, { call, who: form.who, page });
  const press = { secret, network: call.client };
  try {
    if (form.act === "undo") {
      const { changed, kept } = await undoStop(ctx, { ...press, undo: form.undo });
      return seeOther(`${page}?undone=${undone({ changed, kept })}`);
    }
    const { undo } = await stopByLink(ctx, { ...press, act: form.act });
    return seeOther(undo ? `${page}?${new URLSearchParams({ undo })}` : page);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    if (error.code === "rate_limited") return TOO_MANY;
    if (error.code === "gone" && (await call.isTooMany())) return TOO_MANY;
    // Where the link itself is over the page says that alone.
    if (form.act === "undo")
      return seeOther(`${page}?undone=${error.code === "conflict" ? "newer" : "late"}`);
    return seeOther(page);
  }
}

/** What the page says of an Undo. */
function undone({ changed, kept }: { changed: boolean; kept: number }): "all" | "part" | "newer" {
  if (kept === 0) return "all";
  return changed ? "part" : "newer";
}

/** Whoever presses, before the link says for whom. */
async function contextOf({ house, requestId }: OpenCall, locale?: string): Promise<Ctx> {
  const actor = { kind: "nobody" } as const;
  const now = await databaseTime(house);
  return { actor, subject: null, now, locale: offered(house, locale), requestId, authTime: null, house };
}

const offered = ({ brand }: House, locale: string | undefined): string =>
  brand.locales.find((one) => one === locale) ?? brand.locales[0] ?? "en";

const languageCookie = ({ house, locale }: Ctx): string =>
  `locale=${locale}; Path=/; Max-Age=${YEAR}; HttpOnly; SameSite=Lax${house.settings.publicUrl.startsWith("https:") ? "; Secure" : ""}`;

/** A page of ours after a form, so that loading it again sends nothing. */
export const seeOther = (location: string, headers: Record<string, string> = {}): OpenAnswer => ({
  status: 303,
  headers: { location, ...headers },
});

export const plain = (status: number, text: string): OpenAnswer => ({
  status,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: `${text}\n`,
});

/** Pressed again and again, or links that are none; never the first press of a link. */
const TOO_MANY: OpenAnswer = {
  ...plain(429, "Too many tries. Wait a few minutes."),
  headers: { "content-type": "text/plain; charset=utf-8", "retry-after": "600" },
};
